// What on a page leads to more of a list without being a link: the way on, or why there may be more; goes it where told to.
(task) => {
  const NEXT = /^(?:下一?页|后一?页|next(?: ?page)?)[\s>»›]*$/i, ARROW = /^[>»›]{1,2}$/, MORE = /^(?:点击|查看|加载|显示|浏览)+更多(?:内容|信息)?[.…>»]*$/;
  const PAGER = /pag(?:e|er|ing|ination)|fenye|turn/i, OFF = /(?:^|[-_\s])(?:disabled?|forbid|unable|ban|nolink|gr[ae]y)(?:$|[-_\s])/i;
  const shown = (e) => e.getClientRects().length > 0 && getComputedStyle(e).visibility !== "hidden";
  const words = (e) => (e.value || e.textContent || "").trim();
  const names = (e) => `${e.id} ${e.getAttribute("class") || ""}`;
  const leads = (e) => { const a = e.closest("a[href]"), h = a ? a.getAttribute("href").trim() : ""; return h !== "" && !/^(?:#|javascript:)/i.test(h); };
  const off = (e) => [e, e.parentElement].some((x) => x && (x.disabled || x.getAttribute("aria-disabled") === "true" || OFF.test(names(x))));
  const paging = (e) => { for (let x = e, n = 0; x && n < 4; x = x.parentElement, n++) if (PAGER.test(names(x))) return true; return false; };
  const all = [...document.querySelectorAll("a,button,input[type=button],span,li,div,em,i")].filter((e) => words(e).length < 12 && shown(e) && !leads(e));
  const deepest = (found) => found.find((e) => !found.some((other) => other !== e && e.contains(other)));
  const pick = (test) => deepest(all.filter(test));
  const byClass = (e) => /(?:^|[-_\s])next(?:$|[-_\s])/i.test(names(e)) || /next|下一页/i.test(e.getAttribute("aria-label") || "");
  const next = pick((e) => NEXT.test(words(e))) || pick((e) => (ARROW.test(words(e)) || (words(e) === "" && byClass(e))) && paging(e));
  const more = pick((e) => MORE.test(words(e)));
  const target = [next, more].find((e) => e && !off(e));
  const down = () => window.scrollTo(0, document.documentElement.scrollHeight);
  if (task === "go") { if (target) target.click(); else down(); return null; }
  const numbers = all.filter((e) => /^\d{1,3}$/.test(words(e)) && e.children.length === 0 && paging(e));
  const doubt = !next && numbers.length > 1 ? "列表有页码，却没有能点的“下一页”" : "";
  return { way: target ? (target === next ? "next" : "more") : "scroll", doubt: target ? "" : doubt, links: [...document.links].map((a) => a.href).join("\n") };
}
