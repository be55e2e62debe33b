// The view that is chosen for a publication holds for each of its pages that has both pictures.
for (const views of document.querySelectorAll("fieldset.views")) {
  views.hidden = false;
  const pages = views.parentElement.querySelectorAll(".page.both");
  views.addEventListener("change", (event) => {
    for (const page of pages) page.dataset.view = event.target.value;
  });
}
// How much of a page is shown as it is, from its right edge.
for (const range of document.querySelectorAll(".where input")) {
  range.addEventListener("input", () => {
    range.closest(".page").style.setProperty("--shown", `${range.value}%`);
  });
}
