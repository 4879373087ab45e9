"""Plan documents: what a district promised for a year, read into items."""

from rules.plan.items import NotUnderstood, Plan, PlanItem
from rules.plan.read import owners_named_in, parse_plan, plan_of, read_plan

__all__ = ["NotUnderstood", "Plan", "PlanItem", "owners_named_in", "parse_plan", "plan_of", "read_plan"]
