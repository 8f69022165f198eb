// What the values of a row look like, by the kind of their column.
"use strict";
TL.cells = (() => {
  const { el, say, term, count, date } = TL;
  const ADDRESS = /^https?:\/\//i;
  const nothing = () => el("span", { class: "nothing" }, "–");

  function address(source) {
    if (!ADDRESS.test(source)) return el("code", {}, el("bdi", {}, source));
    return el("a", { href: source, rel: "noopener noreferrer", class: "outside" }, el("bdi", {}, source));
  }

  function articleLink(number, start) {
    const found = number === null ? undefined : TL.row("articles", number);
    if (!found) return nothing();
    const [id, title, day] = found;
    const label = el("bdi", {}, title);
    const open = number < TL.facts().text.written;
    const heading = open ? el("a", { href: `article.html#${id}${start ? `/${start}` : ""}` }, label) : label;
    return el("span", { class: "article-link" }, day ? date(day) : null, day ? " " : null, heading);
  }

  const named = (book) => (number, name) => {
    if (name === null || name === undefined) return nothing();
    if (number === null) return el("bdi", {}, name);
    return el("a", { href: `row.html#${book}/${number}` }, el("bdi", {}, name));
  };

  /** A number of a row that has a page: there its rows are. */
  const counted = (place, value) => el("a", { href: `row.html#${place.book}/${place.number}` }, count(value));
  const leads = (book) => TL.book(book).columns.some(([, kind]) => kind === "self");

  /** Kind → how many values it takes, and what it makes of them. */
  const kinds = {
    text: [1, (value) => el("bdi", {}, value)],
    quote: [1, (value) => el("q", {}, el("bdi", {}, value))],
    code: [1, (value) => el("code", {}, value)],
    term: [1, (value) => term(value)],
    date: [1, (value) => date(value)],
    number: [1, (value, place) => (place.alone || !leads(place.book) ? count(value) : counted(place, value))],
    list: [1, (value) => (value.length ? el("bdi", {}, value.join("; ")) : nothing())],
    address: [1, (value) => address(value)],
    self: [1, (value, place) => named(place.book)(place.number, value)],
    headline: [2, (id, title, place) => {
      const label = el("bdi", {}, title);
      return place.number < TL.facts().text.written ? el("a", { href: `article.html#${id}` }, label) : label;
    }],
    article: [2, (number, start) => articleLink(number, start)],
    document: [2, (number, name) => named("documents")(number, name)],
    entity: [2, (number, name) => named("entities")(number, name)],
    campaign: [2, (number, name) => named("campaigns")(number, name)],
    rows: [2, (at, rows, place) => counted(place, rows)],
  };
  const NUMBERS = new Set(["number", "rows"]);

  /** The columns of a book, each with where its values begin in a row. */
  function columns(book) {
    let at = 0;
    return TL.book(book).columns.map(([label, kind, of, listed]) => {
      const column = { label, kind, of, listed, at, number: NUMBERS.has(kind) };
      at += kinds[kind][0];
      return column;
    });
  }

  function empty(column, row) {
    const values = row.slice(column.at, column.at + kinds[column.kind][0]);
    if (column.kind === "list") return values[0].length === 0;
    if (column.kind === "rows") return !values[1];
    if (column.kind === "article") return values[0] === null;
    return values.at(-1) === null || values.at(-1) === undefined;
  }

  function cell(column, row, place) {
    if (empty(column, row)) return nothing();
    const [takes, make] = kinds[column.kind];
    return make(...row.slice(column.at, column.at + takes), place);
  }

  /** Everything that rows need beside themselves: the articles that they lead to. */
  async function prepare(book, rows) {
    const leading = columns(book).filter((column) => column.kind === "article");
    await TL.fetchRows("articles", leading.flatMap((column) => rows.map((row) => row[column.at])));
  }

  return { columns, cell, empty, prepare, address, say };
})();
