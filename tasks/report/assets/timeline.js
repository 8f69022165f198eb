// The timeline of campaigns: its filters, its bars, and the list below it.
"use strict";
document.addEventListener("DOMContentLoaded", async () => {
  const BARS = 30;
  const OFFERED = 300;
  const figure = document.querySelector("[data-chart=timeline]");
  const filters = document.getElementById("filters");
  const total = Math.min(TL.book("campaigns").rows, TL.List.SEARCHED);
  const at = Object.fromEntries(TL.cells.columns("campaigns").map((column) => [column.label, column.at]));
  const numbers = Array.from({ length: total }, (_, number) => number);
  await TL.fetchRows("campaigns", numbers);
  const campaigns = numbers.map((number) => read(number));
  const list = new TL.List(document.getElementById("campaign-list"), "campaigns", 0, total, false);
  let view = null;
  let shown = [];

  function read(number) {
    const row = TL.row("campaigns", number);
    const [from, till] = [row[at.starts_on], row[at.ends_on]];
    return { number, name: row[at.campaign], form: row[at.form], from, till, organiser: row[at.organiser + 1] || "", place: row[at.place] || "" };
  }

  function offer(id, field) {
    const counts = new Map();
    campaigns.forEach((campaign) => campaign[field] && counts.set(campaign[field], (counts.get(campaign[field]) || 0) + 1));
    const most = [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).slice(0, OFFERED);
    document.getElementById(id).replaceChildren(...most.map(([name]) => TL.el("option", { value: name })));
  }

  function offerYears() {
    const years = new Set();
    campaigns.filter((c) => c.from || c.till).forEach((c) => {
      const [first, last] = [Number((c.from || c.till).slice(0, 4)), Number((c.till || c.from).slice(0, 4))];
      for (let year = first; year <= Math.min(last, first + 20); year += 1) years.add(year);
    });
    filters.elements.year.append(...[...years].sort((a, b) => b - a).map((year) => TL.el("option", { value: year }, year)));
  }

  const has = (text, wanted) => !wanted || text.toLocaleLowerCase("vi").includes(wanted);

  function chosen() {
    const data = new FormData(filters);
    const forms = new Set(data.getAll("form"));
    const [organiser, place] = ["organiser", "place"].map((field) => data.get(field).trim().toLocaleLowerCase("vi"));
    const year = data.get("year");
    const runs = (c) => !year || ((c.from || c.till) && (c.from || "0000") <= `${year}-12-31` && (c.till || "9999") >= `${year}-01-01`);
    const undated = (c) => !data.get("undated") || !(c.from || c.till);
    return campaigns.filter((c) => forms.has(c.form) && has(c.organiser, organiser) && has(c.place, place) && runs(c) && undated(c));
  }

  const day = (text) => text.split("-").reverse().join("/");
  const time = (text) => Date.parse(`${text}T00:00:00`);

  function bars(page) {
    const some = shown.slice(page * BARS, (page + 1) * BARS);
    const ends = some.flatMap((c) => [c.from, c.till]).filter(Boolean).map(time);
    const [first, last] = [Math.min(...ends), Math.max(...ends)];
    return some.map((c, place) => {
      const [from, till] = [time(c.from || c.till), time(c.till || c.from) + 86400000];
      const left = (from - first) / (last - first || 1) < 0.55;
      const moment = (till - from) / (last - first || 1) < 0.008;
      const when = `${c.from ? day(c.from) : "…"} – ${c.till ? day(c.till) : "…"}`;
      const who = [c.organiser, c.place].filter(Boolean).join(", ");
      const open = !(c.from && c.till);
      return { place, name: c.name, form: c.form, from, till, side: left ? "left" : "right", moment, open, when, who: who, to: `row.html#campaigns/${c.number}` };
    });
  }

  async function turn(page) {
    view?.finalize();
    const rows = bars(page);
    const drawing = figure.querySelector(".drawing");
    if (rows.length) view = await TL.draw(figure, { ...(await TL.chart("timeline")), datasets: { rows } });
    else drawing.replaceChildren(TL.el("p", { class: "nothing" }, TL.say("empty")));
    const last = Math.ceil(shown.length / BARS) - 1;
    TL.pager(document.getElementById("timeline-pager"), page, last, page * BARS + 1, Math.min((page + 1) * BARS, shown.length), shown.length, turn);
    figure.dataset.bars = rows.length;
  }

  async function update() {
    const found = chosen();
    shown = found.filter((c) => c.from || c.till).sort((a, b) => ((a.from || a.till) < (b.from || b.till) ? 1 : (a.from || a.till) > (b.from || b.till) ? -1 : a.number - b.number));
    document.getElementById("dated").replaceChildren(TL.count(shown.length));
    await Promise.all([turn(0), list.show(found.map((c) => c.number))]);
    if (total < TL.book("campaigns").rows) list.note.replaceChildren(TL.say("filtered_first"), " ", TL.count(total));
    figure.classList.add("drawn");
  }

  let waiting = 0;
  const soon = () => {
    clearTimeout(waiting);
    waiting = setTimeout(update, 150);
  };
  offer("organisers", "organiser");
  offer("places", "place");
  offerYears();
  filters.elements.undated.checked = location.hash === "#undated";
  filters.addEventListener("input", soon);
  filters.addEventListener("reset", () => setTimeout(soon));
  filters.addEventListener("submit", (event) => event.preventDefault());
  await update();
});
