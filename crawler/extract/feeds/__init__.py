"""What a site answers that is no page for people: list APIs, feeds, sitemaps and the data that scripts load, as pages like any other."""
