// Drawings, by Vega without evaluated code; a mark leads to the page of the report that its datum names.
"use strict";
TL.draw = async (figure, spec) => {
  await TL.script("assets/vega.js");
  const drawing = figure.querySelector(".drawing");
  const options = { ast: true, actions: false, renderer: "svg", defaultStyle: false, tooltip: { disableDefaultStyle: true }, logLevel: 1 };
  const { view } = await vegaEmbed(drawing, spec, options);
  view.addEventListener("click", (_, item) => {
    const to = item?.datum?.to;
    if (typeof to === "string" && /^[a-z]+\.html#[\w/-]+$/.test(to)) location.href = to;
  });
  return view;
};

document.addEventListener("DOMContentLoaded", () => {
  document.querySelectorAll("[data-chart]").forEach(async (figure) => {
    const describe = () => figure.setAttribute("aria-label", figure.closest("section").querySelector("h2").textContent);
    describe();
    TL.onLanguage(describe);
    if (figure.dataset.chart === "timeline") return;
    await TL.draw(figure, await TL.chart(figure.dataset.chart));
    figure.classList.add("drawn");
  });
});
