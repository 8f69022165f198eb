// An article's page: the text with its findings, and what the machine made of each of them.
"use strict";
document.addEventListener("DOMContentLoaded", () => {
  const TERMS = new Set(["type", "grain", "resolution", "relation", "form", "system", "unit", "nested", "reference_basis"]);
  const DAY = /^\d{4}-\d{2}-\d{2}$/;
  const BOOKS = { document: "documents", entity: "entities", campaign: "campaigns" };
  const byId = (id) => document.getElementById(id);
  const text = byId("text");
  let findings = [];

  const kindOf = (finding) => TL.facts().text.kinds[finding[0]];
  const pieces = (number) => [...text.querySelectorAll(`[data-f="${number}"]`)];
  const hidden = (number) => text.classList.contains(`off-${kindOf(findings[number - 1])[0]}`);

  /** Elements of a segment's tokens: a text, a number that opens a finding, 0 that closes it. */
  function marked(tokens) {
    const top = document.createDocumentFragment();
    const path = [top];
    for (const token of tokens) {
      if (token === 0) path.pop();
      else if (typeof token === "string") path.at(-1).append(token);
      else {
        const kind = kindOf(findings[token - 1])[0];
        const element = TL.el("mark", { class: `kind-${kind}`, "data-f": token, tabindex: "-1" });
        path.at(-1).append(element);
        path.push(element);
      }
    }
    return top;
  }

  function value(name, given) {
    if (Array.isArray(given)) return TL.el("bdi", {}, given.join("; "));
    if (TERMS.has(name)) return TL.term(String(given));
    if (typeof given === "number") return TL.count(given);
    if (DAY.test(given)) return TL.date(given);
    return TL.el("bdi", {}, given);
  }

  const told = (given) => given !== null && given !== undefined && !(Array.isArray(given) && !given.length);
  const fact = (name, given) => [TL.el("dt", {}, TL.say(name)), TL.el("dd", {}, value(name, given))];

  function card(number) {
    const [, start, end, leads, ...values] = findings[number - 1];
    const [name, , target, columns] = kindOf(findings[number - 1]);
    const facts = columns.flatMap((column, place) => (told(values[place]) ? fact(column, values[place]) : []));
    const surface = pieces(number).filter((piece) => !piece.parentElement.closest(`[data-f="${number}"]`)).map((piece) => piece.textContent).join(" ");
    const link = target && leads !== null ? TL.el("a", { href: `row.html#${BOOKS[target]}/${leads}` }, TL.say("open_page")) : null;
    if (link) nameIt(link, BOOKS[target], leads);
    return TL.el("article", { class: `card kind-${name}` }, TL.el("h3", {}, TL.say(name)), TL.el("p", { class: "surface" }, TL.el("q", {}, surface)), TL.el("dl", {}, ...facts), TL.el("p", { class: "small" }, link, ` ${start}–${end}`));
  }

  async function nameIt(link, book, number) {
    await TL.fetchRows(book, [number]);
    link.replaceChildren(TL.el("bdi", {}, TL.row(book, number)[0]));
  }

  /** The finding and whatever it lies within, innermost first. */
  function around(number) {
    const found = [];
    for (let piece = pieces(number)[0]; piece && piece !== text; piece = piece.parentElement) {
      if (piece.dataset.f && !hidden(Number(piece.dataset.f))) found.push(Number(piece.dataset.f));
    }
    return found;
  }

  function show(number) {
    text.querySelectorAll(".on").forEach((piece) => piece.classList.remove("on"));
    pieces(number).forEach((piece) => piece.classList.add("on"));
    byId("finding").replaceChildren(...around(number).map(card));
  }

  function select(number, focus = true) {
    text.querySelectorAll("[tabindex='0']").forEach((piece) => (piece.tabIndex = -1));
    const first = pieces(number)[0];
    if (!first) return;
    first.tabIndex = 0;
    show(number);
    if (focus) first.focus();
  }

  const current = () => Number(text.querySelector("[tabindex='0']")?.dataset.f || 0);

  function step(by) {
    for (let number = current() + by; number >= 1 && number <= findings.length; number += by) {
      if (!hidden(number) && pieces(number).length) return select(number);
    }
  }

  const target = (event) => {
    let piece = event.target.closest?.("[data-f]");
    while (piece && hidden(Number(piece.dataset.f))) piece = piece.parentElement.closest("[data-f]");
    return piece ? Number(piece.dataset.f) : 0;
  };

  text.addEventListener("click", (event) => target(event) && select(target(event)));
  text.addEventListener("focusin", (event) => target(event) && show(target(event)));
  text.addEventListener("mouseover", (event) => target(event) && !text.contains(document.activeElement) && show(target(event)));
  text.addEventListener("keydown", (event) => {
    const by = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (!by) return;
    event.preventDefault();
    step(by);
  });
  byId("back").addEventListener("click", () => step(-1));
  byId("forth").addEventListener("click", () => step(1));

  function chip([name], place) {
    const total = findings.filter((finding) => finding[0] === place).length;
    const box = TL.el("input", { type: "checkbox", checked: true, disabled: !total });
    box.addEventListener("change", () => text.classList.toggle(`off-${name}`, !box.checked));
    return TL.el("label", { class: `chip kind-${name}`, "data-kind": name }, box, TL.el("i", { class: "swatch" }), TL.say(name), " ", TL.count(total));
  }

  function aboutIt(source, names, values, copy) {
    const facts = names.flatMap((name, place) => (told(values[place]) && name !== "source_uri" ? fact(name, values[place]) : []));
    const original = copy ? [TL.el("dt", {}, TL.say("duplicate_of")), TL.el("dd", {}, TL.el("a", { href: `article.html#${copy}` }, copy))] : [];
    byId("facts").replaceChildren(TL.el("dt", {}, TL.say("source_uri")), TL.el("dd", {}, TL.cells.address(source)), ...original, ...facts);
  }

  function segment([role, tokens]) {
    const label = TL.say(`term.${role}`);
    label.className = "role";
    return TL.el("div", { class: `segment is-${role}` }, label, TL.el("p", {}, marked(tokens)));
  }

  async function open() {
    byId("notice").hidden = true;
    const [id, start] = TL.place();
    const article = /^[0-9a-f]{16}$/.test(id) ? await TL.article(id).catch(() => undefined) : undefined;
    const limited = TL.facts().text.written < TL.facts().tables.articles;
    if (!article) return TL.complain(limited ? "not_written" : "not_found");
    const [, title, copy, head, body, found] = article;
    const { kinds, head: names } = TL.facts().text;
    findings = found;
    byId("heading").replaceChildren(title === null ? TL.say("untitled") : TL.el("bdi", {}, title));
    TL.name();
    text.className = "text";
    text.replaceChildren(...body.map(segment));
    byId("kinds").replaceChildren(...kinds.map(chip));
    aboutIt(head[names.indexOf("source_uri")], names, head, copy);
    const at = findings.findIndex((finding) => finding[1] === Number(start)) + 1;
    const first = text.querySelector("[data-f]");
    if (first) first.tabIndex = 0;
    if (at && start) {
      select(at);
      pieces(at)[0].scrollIntoView({ block: "center" });
    }
  }

  text.setAttribute("data-t-label", "text");
  byId("kinds").setAttribute("data-t-label", "legend");
  addEventListener("hashchange", open);
  open();
});
