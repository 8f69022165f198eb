// What all pages share: the two languages, elements made without markup, and rows out of the files beside the pages.
"use strict";
const TL = (() => {
  const LANGUAGES = ["vi", "en"];
  const PAGE = 200;
  const SHELF = 200;
  const asked = new Map();
  const pages = new Map();
  const shards = new Map();
  const charts = new Map();
  const listeners = [];
  let words = {};
  let manifest = { books: {}, text: {} };
  let language = 0;

  /** An element with attributes and children; a child that is no node becomes text, never markup. */
  function el(tag, attributes = {}, ...children) {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) {
      if (value !== null && value !== undefined && value !== false) element.setAttribute(name, value === true ? "" : value);
    }
    element.append(...children.filter((child) => child !== null));
    return element;
  }

  const word = (key) => (Object.hasOwn(words, key) ? words[key][language] : key);
  const say = (key) => el("span", { "data-t": key }, word(key));
  const term = (value) => (Object.hasOwn(words, `term.${value}`) ? say(`term.${value}`) : el("span", {}, value));
  const written = (number) => new Intl.NumberFormat(LANGUAGES[language], { maximumFractionDigits: 2 }).format(number);
  const count = (number) => el("span", { "data-number": number }, written(number));
  const inWords = (day) => (language === 0 ? day.split("-").reverse().join("/") : day);
  const date = (day) => el("time", { datetime: day, "data-date": day }, inWords(day));

  function translate() {
    document.documentElement.lang = LANGUAGES[language];
    const each = (name, change) => document.querySelectorAll(`[data-${name}]`).forEach((e) => change(e, e.getAttribute(`data-${name}`)));
    each("t", (e, key) => (e.textContent = word(key)));
    each("t-label", (e, key) => e.setAttribute("aria-label", word(key)));
    each("t-placeholder", (e, key) => e.setAttribute("placeholder", word(key)));
    each("number", (e, number) => (e.textContent = written(Number(number))));
    each("date", (e, day) => (e.textContent = inWords(day)));
    each("language", (e, code) => e.setAttribute("aria-pressed", String(code === LANGUAGES[language])));
    name();
    listeners.forEach((listener) => listener());
  }

  function name() {
    const heading = document.querySelector("h1");
    document.title = heading && heading.textContent ? `${heading.textContent} · Trích Lục` : "Trích Lục";
  }

  function remembered() {
    try {
      return localStorage.getItem("trichluc-language");
    } catch {
      return null; // pages from disk may have no storage
    }
  }

  function choose(code) {
    language = Math.max(0, LANGUAGES.indexOf(code));
    try {
      localStorage.setItem("trichluc-language", LANGUAGES[language]);
    } catch {
      // the choice then holds for this page alone
    }
    translate();
  }

  function complain(key, detail = "") {
    const notice = document.getElementById("notice");
    notice.replaceChildren(say(key), " ", detail);
    notice.hidden = false;
  }

  /** Load a script once. */
  function script(source) {
    if (!asked.has(source)) {
      asked.set(
        source,
        new Promise((resolve, reject) => {
          const element = el("script", { src: source });
          element.onload = () => resolve();
          element.onerror = () => {
            complain("missing_file", source);
            reject(new Error(source));
          };
          document.head.append(element);
        }),
      );
    }
    return asked.get(source);
  }

  async function load(book, page) {
    await script(`data/${book}/${Math.floor(page / SHELF)}/${page}.js`);
    return pages.get(`${book}/${page}`);
  }

  const row = (book, number) => pages.get(`${book}/${Math.floor(number / PAGE)}`)?.[number % PAGE];

  /** Load whatever holds these rows of a book. */
  async function fetchRows(book, numbers) {
    const needed = new Set(numbers.filter((n) => n !== null).map((n) => Math.floor(n / PAGE)));
    await Promise.all([...needed].map((page) => load(book, page)));
  }

  async function article(id) {
    const prefix = id.slice(0, manifest.text.prefix);
    await script(`data/text/${prefix.length > 2 ? `${prefix.slice(0, 2)}/` : ""}${prefix || "all"}.js`);
    return (shards.get(prefix) || []).find((found) => found[0] === id);
  }

  async function chart(which) {
    await script(`data/charts/${which}.js`);
    return charts.get(which);
  }

  /** What stands behind the # of the address, part by part. */
  const place = () => location.hash.slice(1).split("/").map(decoded);

  function decoded(part) {
    try {
      return decodeURIComponent(part);
    } catch {
      return part; // an address that somebody cut
    }
  }

  function start() {
    document.querySelectorAll("[data-language]").forEach((button) => button.addEventListener("click", () => choose(button.dataset.language)));
    document.getElementById("menu").setAttribute("data-t-label", "menu");
    document.getElementById("language").setAttribute("data-t-label", "language");
    document.getElementById("skip").addEventListener("click", (event) => {
      event.preventDefault(); // the # of the address belongs to the page
      document.getElementById("main").focus();
    });
    language = Math.max(0, LANGUAGES.indexOf(remembered()));
    translate();
  }

  document.addEventListener("DOMContentLoaded", start);
  return {
    el, say, word, term, count, date, written, script, row, fetchRows, article, chart, place, complain, name, choose, PAGE,
    onLanguage: (listener) => listeners.push(listener),
    book: (which) => (Object.hasOwn(manifest.books, which) ? manifest.books[which] : undefined),
    facts: () => manifest,
    labels: (given) => (words = given),
    manifest: (given) => (manifest = given),
    page: (book, number, rows) => pages.set(`${book}/${number}`, rows),
    shard: (prefix, _, rows) => shards.set(prefix, rows),
    chartSpec: (which, spec) => charts.set(which, spec),
  };
})();
