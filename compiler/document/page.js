"use strict";
// The page of `infra doc`: search by name and text, and where the reader is.
(() => {
  const search = document.getElementById("search");
  const contents = document.getElementById("contents");
  const nothing = document.getElementById("nothing");
  const entries = [...contents.querySelectorAll("li")].map((row) => {
    const link = row.firstElementChild;
    const article = document.getElementById(decodeURIComponent(link.getAttribute("href").slice(1)));
    return { row, link, article, name: link.textContent.toLowerCase(), text: article.textContent.toLowerCase() };
  });

  function find() {
    const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
    let found = [];
    // Names first; what only mentions the words is shown when no name has them.
    for (const where of ["name", "text"]) {
      found = entries.filter((entry) => words.every((word) => entry[where].includes(word)));
      if (found.length > 0) break;
    }
    const shown = new Set(found);
    for (const entry of entries) entry.row.hidden = !shown.has(entry);
    for (const section of contents.children) section.hidden = !section.querySelector("li:not([hidden])") && words.length > 0;
    nothing.hidden = found.length > 0;
    return found;
  }
  search.addEventListener("input", find);
  search.addEventListener("keydown", (event) => {
    if (event.key === "Enter") {
      const found = find();
      if (found.length > 0) location.hash = found[0].link.getAttribute("href");
    } else if (event.key === "Escape") {
      search.value = "";
      find();
      search.blur();
    }
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "/" || event.target === search || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    search.focus();
  });

  // The entry of what is read now: the first that is seen.
  const seen = new IntersectionObserver((changes) => {
    for (const change of changes) entries.find((each) => each.article === change.target).seen = change.isIntersecting;
    const first = entries.find((entry) => entry.seen);
    for (const entry of entries) entry.link.classList.toggle("here", entry === first);
  }, { rootMargin: "0px 0px -60% 0px" });
  for (const entry of entries) seen.observe(entry.article);

  // `#q=WORDS`: a link to a search.
  if (location.hash.startsWith("#q=")) {
    search.value = decodeURIComponent(location.hash.slice(3));
    find();
  }
})();
