// What the report's pages do when they are clicked; no library, no network.
document.addEventListener("click", (event) => {
  const toggle = event.target.closest("[data-toggle=collapse]");
  if (toggle) {
    event.preventDefault();
    document.getElementById((toggle.getAttribute("href") || "#").slice(1))?.classList.toggle("show");
  }
});
document.querySelectorAll("label.btn").forEach((label, failedOnly) => {
  label.addEventListener("click", () => {
    document.querySelectorAll(".hide-succeeded-validation-target-child").forEach((cell) => {
      cell.parentElement.hidden = failedOnly === 1;
    });
    document.querySelectorAll(".hide-succeeded-validations-column-section-target-child").forEach((block) => {
      block.parentElement.parentElement.hidden = failedOnly === 1;
    });
  });
});
