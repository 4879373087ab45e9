(function () {
  "use strict";
  function reveal() {
    var id = decodeURIComponent(location.hash.slice(1));
    var target = id && document.getElementById(id);
    for (var node = target; node; node = node.parentElement) {
      if (node.tagName === "DETAILS") { node.open = true; }
    }
    if (target) { target.scrollIntoView(); }
  }
  function fold(event) {
    var open = event.currentTarget.getAttribute("data-fold") === "open";
    var cards = document.querySelectorAll("details.card");
    for (var i = 0; i < cards.length; i++) { cards[i].open = open; }
  }
  var buttons = document.querySelectorAll("[data-fold]");
  for (var i = 0; i < buttons.length; i++) {
    buttons[i].addEventListener("click", fold);
    buttons[i].parentElement.hidden = false;
  }
  function again(event) {
    var link = event.target.closest ? event.target.closest("a") : null;
    if (link && link.getAttribute("href") === location.hash) { reveal(); }
  }
  window.addEventListener("hashchange", reveal);
  document.addEventListener("click", again);
  reveal();
})();
