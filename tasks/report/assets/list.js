// Lists of rows, page by page, with a filter; and the pages that consist of lists.
"use strict";
TL.List = class {
  static SHOWN = 50;
  static SEARCHED = 40000;

  /** A list of `count` rows of a book from row `at`; `numbers` shows just those. */
  constructor(target, book, at, count, search) {
    Object.assign(this, { target, book, at, count, page: 0, numbers: null });
    this.columns = TL.cells.columns(book).filter((column) => column.listed);
    this.pager = TL.el("nav", { class: "pager" });
    this.scroll = TL.el("div", { class: "scroll" });
    this.note = TL.el("p", { class: "small", role: "status" });
    target.replaceChildren(...(search && count > 8 ? [this.filterField()] : []), this.note, this.scroll, this.pager);
  }

  filterField() {
    const input = TL.el("input", { type: "search", "data-t-placeholder": "contains", placeholder: TL.word("contains") });
    let waiting = 0;
    input.addEventListener("input", () => {
      clearTimeout(waiting);
      waiting = setTimeout(() => this.filter(input.value), 200);
    });
    return TL.el("label", { class: "filter" }, TL.say("filter"), input);
  }

  async filter(text) {
    const wanted = text.trim().toLocaleLowerCase("vi");
    if (!wanted) return this.show(null);
    const wordings = await (this.wordings ??= this.read());
    await this.show(wordings.flatMap((wording, place) => (wording.includes(wanted) ? [this.at + place] : [])));
    if (wordings.length < this.count) this.note.replaceChildren(TL.say("filtered_first"), " ", TL.count(wordings.length));
  }

  /** What each row says, read once: what is typed after that looks through it at once. */
  async read() {
    const looked = Math.min(this.count, TL.List.SEARCHED);
    const numbers = Array.from({ length: looked }, (_, place) => this.at + place);
    this.note.replaceChildren(TL.say("reading"));
    await TL.fetchRows(this.book, numbers);
    await TL.cells.prepare(this.book, looked <= 5000 ? numbers.map((n) => TL.row(this.book, n)) : []);
    return numbers.map((number) => this.wording(number));
  }

  wording(number) {
    const row = TL.row(this.book, number);
    const titles = this.columns.filter((column) => column.kind === "article").map((column) => TL.row("articles", row[column.at])?.[1]);
    return [...row, ...titles].flat().filter((value) => typeof value === "string").join("\n").toLocaleLowerCase("vi");
  }

  /** Show these rows, all for null, from the first page on. */
  show(numbers) {
    this.numbers = numbers;
    this.page = 0;
    this.note.replaceChildren();
    return this.draw();
  }

  get total() {
    return this.numbers ? this.numbers.length : this.count;
  }

  visible() {
    const first = this.page * TL.List.SHOWN;
    const length = Math.max(0, Math.min(TL.List.SHOWN, this.total - first));
    return Array.from({ length }, (_, place) => (this.numbers ? this.numbers[first + place] : this.at + first + place));
  }

  async draw() {
    const turn = (this.turn = (this.turn || 0) + 1);
    const numbers = this.visible();
    await TL.fetchRows(this.book, numbers);
    const rows = numbers.map((number) => TL.row(this.book, number));
    await TL.cells.prepare(this.book, rows);
    if (turn !== this.turn) return; // a later page was asked for meanwhile
    this.scroll.replaceChildren(rows.length ? this.table(rows, numbers) : TL.el("p", { class: "nothing" }, TL.say("empty")));
    this.drawPager();
  }

  table(rows, numbers) {
    const columns = this.columns.filter((column) => rows.some((row) => !TL.cells.empty(column, row)));
    const head = columns.map((column) => TL.el("th", { scope: "col", class: column.number && "number" }, TL.say(column.label)));
    const body = rows.map((row, place) => TL.el("tr", {}, ...columns.map((column) => this.cell(column, row, numbers[place]))));
    return TL.el("table", { class: `of-${this.book}` }, TL.el("thead", {}, TL.el("tr", {}, ...head)), TL.el("tbody", {}, ...body));
  }

  cell(column, row, number) {
    const value = TL.cells.cell(column, row, { book: this.book, number });
    const label = TL.say(column.label);
    label.className = "label";
    return TL.el("td", { class: `is-${column.kind}${column.number ? " number" : ""}` }, label, value);
  }

  drawPager() {
    const last = Math.ceil(this.total / TL.List.SHOWN) - 1;
    const first = this.page * TL.List.SHOWN;
    TL.pager(this.pager, this.page, last, first + 1, Math.min(first + TL.List.SHOWN, this.total), this.total, (page) => {
      this.page = page;
      return this.draw();
    });
  }
};

/** Buttons to the pages around one, and what of how much it shows. */
TL.pager = (target, page, last, first, final, total, turn) => {
  const button = (key, to, enabled) => {
    const element = TL.el("button", { type: "button", disabled: !enabled, "data-to": key }, TL.say(key));
    element.addEventListener("click", async () => {
      await turn(to);
      (target.querySelector(`[data-to=${key}]:enabled`) || target.querySelector("button:enabled"))?.focus();
    });
    return element;
  };
  const where = TL.el("span", {}, TL.count(total ? first : 0), "–", TL.count(final), " ", TL.say("of"), " ", TL.count(total));
  const buttons = last > 0 ? [button("previous", page - 1, page > 0), button("next", page + 1, page < last)] : [];
  target.replaceChildren(where, ...buttons);
};

TL.listGroup = (target, book, group, search) => {
  const known = TL.book(book);
  const [at, count] = group ? known.groups[group] || [0, 0] : [0, known.rows];
  return new TL.List(target, book, at, count, search).draw();
};

/** The name of a group of rows: a month, a table, a kind of entity, or a value of a column. */
TL.groupName = (book, key) => {
  if (book === "articles") return key === "none" ? TL.say("none") : TL.el("span", {}, key.split("-").reverse().join("/"));
  return book === "entities" ? TL.say(key) : TL.term(key);
};

TL.rowsPage = () => {
  const [book, ...rest] = TL.place();
  const group = rest.join("/");
  const known = TL.book(book);
  if (!known || (group && !Object.hasOwn(known.groups, group))) return TL.complain("not_found");
  const label = (key) => TL.groupName(book, key);
  const link = (key, rows) => TL.el("a", { class: "chip", href: `rows.html#${book}${key ? `/${encodeURIComponent(key)}` : ""}`, "aria-current": key === group && "page" }, key ? label(key) : TL.say("any"), " ", TL.count(rows));
  document.getElementById("heading").replaceChildren(TL.say(book), ...(group ? [" · ", label(group)] : []));
  const groups = Object.entries(known.groups);
  document.getElementById("groups").replaceChildren(link("", known.rows), ...groups.map(([key, [, rows]]) => link(key, rows)));
  TL.name();
  return TL.listGroup(document.getElementById("rows"), book, group, true);
};

TL.rowPage = async () => {
  const [book, text] = TL.place();
  const number = Number(text);
  const known = TL.book(book);
  if (!known || !Number.isInteger(number) || number < 0 || number >= known.rows) return TL.complain("not_found");
  await TL.fetchRows(book, [number]);
  const row = TL.row(book, number);
  await TL.cells.prepare(book, [row]);
  const columns = TL.cells.columns(book).filter((column) => !TL.cells.empty(column, row));
  const own = columns.find((column) => column.kind === "self");
  const group = Object.entries(known.groups).find(([, [at, rows]]) => number >= at && number < at + rows);
  document.getElementById("kicker").replaceChildren(group ? TL.groupName(book, group[0]) : TL.say(own.label));
  document.getElementById("heading").replaceChildren(TL.el("bdi", {}, row[own.at]));
  TL.name();
  const facts = columns.filter((column) => column.kind !== "self" && column.kind !== "rows");
  document.getElementById("facts").replaceChildren(...facts.flatMap((column) => [TL.el("dt", {}, TL.say(column.label)), TL.el("dd", {}, TL.cells.cell(column, row, { book, number, alone: true }))]));
  const lists = columns.filter((column) => column.kind === "rows");
  document.getElementById("lists").replaceChildren(...lists.map((column) => TL.rowsOf(column, row)));
};

TL.rowsOf = (column, row) => {
  const [at, count] = row.slice(column.at, column.at + 2);
  const target = TL.el("div", { class: "list" });
  const list = new TL.List(target, column.of, at, count, true);
  list.columns = list.columns.filter((shown) => shown.of !== "own");
  list.draw();
  return TL.el("section", {}, TL.el("h2", {}, TL.say(column.label), " ", TL.el("span", { class: "count" }, TL.count(count))), target);
};

document.addEventListener("DOMContentLoaded", () => {
  document.querySelectorAll("[data-book]").forEach((target) => TL.listGroup(target, target.dataset.book, target.dataset.group, "search" in target.dataset));
  const page = { rows: TL.rowsPage, row: TL.rowPage }[document.body.dataset.page];
  if (!page) return;
  const open = () => {
    document.getElementById("notice").hidden = true;
    page();
  };
  addEventListener("hashchange", () => {
    open();
    scrollTo(0, 0);
  });
  open();
});
