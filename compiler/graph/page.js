"use strict";
// The page of `infra graph`: what can be moved, found and asked about. All text goes in as text, never as markup.
(() => {
  const graph = JSON.parse(document.getElementById("graph").textContent);
  const picture = document.getElementById("picture");
  const world = document.getElementById("world");
  const side = document.getElementById("side");
  const search = document.getElementById("search");
  const main = document.querySelector("main");
  const nodeOf = [...world.querySelectorAll(".node")];
  const edgeOf = [...world.querySelectorAll(".edge")];
  const byAddress = new Map(graph.nodes.map((node, i) => [node.address, i]));
  const whole = picture.viewBox.baseVal;
  const size = { width: whole.width, height: whole.height };
  picture.removeAttribute("viewBox");

  // ---------------------------------------------------------------- where the picture stands
  const view = { x: 0, y: 0, scale: 1 };
  const show = () => world.setAttribute("transform", `translate(${view.x} ${view.y}) scale(${view.scale})`);
  const fitScale = () => Math.min(main.clientWidth / size.width, main.clientHeight / size.height);
  const limit = (scale) => Math.min(4, Math.max(Math.min(fitScale(), 1) / 2, scale));

  function fit() {
    view.scale = Math.min(fitScale(), 1.25);
    view.x = (main.clientWidth - size.width * view.scale) / 2;
    view.y = (main.clientHeight - size.height * view.scale) / 2;
    show();
  }
  function zoom(factor, x = main.clientWidth / 2, y = main.clientHeight / 2) {
    const scale = limit(view.scale * factor);
    view.x = x - (x - view.x) * (scale / view.scale);
    view.y = y - (y - view.y) * (scale / view.scale);
    view.scale = scale;
    show();
  }
  function bring(index) {
    const [x, y] = graph.nodes[index].at;
    const inside = (at, length) => at > 60 && at < length - 60;
    const seen = inside(view.x + x * view.scale, main.clientWidth) && inside(view.y + y * view.scale, main.clientHeight);
    if (seen && view.scale > 0.6) return;
    view.scale = Math.max(view.scale, Math.min(1, limit(1)));
    view.x = main.clientWidth / 2 - x * view.scale;
    view.y = main.clientHeight / 2 - y * view.scale;
    show();
  }

  picture.addEventListener("wheel", (event) => {
    event.preventDefault();
    const box = picture.getBoundingClientRect();
    const step = event.deltaMode === 1 ? event.deltaY * 16 : event.deltaY;
    zoom(Math.exp(-step * 0.0015), event.clientX - box.left, event.clientY - box.top);
  }, { passive: false });

  // One pointer drags, two zoom; a press that does not move is a click.
  const pointers = new Map();
  let moved = 0;
  picture.addEventListener("pointerdown", (event) => {
    pointers.set(event.pointerId, { x: event.clientX, y: event.clientY });
    if (pointers.size === 1) moved = 0;
  });
  window.addEventListener("pointermove", (event) => {
    const last = pointers.get(event.pointerId);
    if (!last) return;
    const others = [...pointers].filter(([id]) => id !== event.pointerId);
    if (others.length === 0) {
      view.x += event.clientX - last.x;
      view.y += event.clientY - last.y;
      moved += Math.abs(event.clientX - last.x) + Math.abs(event.clientY - last.y);
      if (moved > 4) picture.classList.add("dragging");
      show();
    } else {
      const other = others[0][1], box = picture.getBoundingClientRect();
      const before = Math.hypot(last.x - other.x, last.y - other.y);
      const after = Math.hypot(event.clientX - other.x, event.clientY - other.y);
      if (before > 0) zoom(after / before, (event.clientX + other.x) / 2 - box.left, (event.clientY + other.y) / 2 - box.top);
      moved += 5;
    }
    pointers.set(event.pointerId, { x: event.clientX, y: event.clientY });
  });
  const lift = (event) => {
    pointers.delete(event.pointerId);
    if (pointers.size === 0) picture.classList.remove("dragging");
  };
  window.addEventListener("pointerup", lift);
  window.addEventListener("pointercancel", lift);
  picture.addEventListener("click", (event) => {
    if (moved > 4) return;
    const node = event.target.closest(".node");
    choose(node ? Number(node.dataset.node) : -1, false);
  });
  picture.addEventListener("keydown", (event) => {
    const node = event.target.closest?.(".node");
    if (node && (event.key === "Enter" || event.key === " ")) choose(Number(node.dataset.node), false);
  });
  const press = (id, act) => document.getElementById(id).addEventListener("click", act);
  press("nearer", () => zoom(1.3));
  press("farther", () => zoom(1 / 1.3));
  press("fit", fit);

  // ---------------------------------------------------------------- what stands at the side
  const make = (tag, text, className) => {
    const element = document.createElement(tag);
    if (text !== undefined) element.textContent = text;
    if (className) element.className = className;
    return element;
  };
  function list(title, items) {
    if (items.length === 0) return;
    side.append(make("h3", title));
    const rows = make("ul");
    for (const { index, note } of items) {
      const button = make("button");
      button.append(make("span", graph.nodes[index].address), make("small", note));
      button.addEventListener("click", () => choose(index, true));
      const row = make("li");
      row.append(button);
      rows.append(row);
    }
    side.append(rows);
  }
  function values(title, pairs) {
    if (pairs.length === 0) return;
    side.append(make("h3", title));
    const rows = make("dl");
    for (const [name, value] of pairs) {
      const cell = make("dd");
      cell.append(make("pre", value));
      rows.append(make("dt", name), cell);
    }
    side.append(rows);
  }
  function showWhole() {
    side.replaceChildren(make("h2", graph.deployment));
    const hint = make("p");
    hint.append("Click a resource for its details. Drag to move, scroll to zoom; ", make("kbd", "/"), " searches, ",
      make("kbd", "Enter"), " goes on to the next, ",
      make("kbd", "f"), " shows all, ", make("kbd", "Esc"), " lets go.");
    side.append(graph.nodes.length > 0 ? hint : make("p", "There are no resources in it."));
    values("Outputs", graph.outputs);
    const kinds = new Map();
    for (const node of graph.nodes) kinds.set(node.kind, (kinds.get(node.kind) ?? 0) + 1);
    values("Kinds", [...kinds].sort().map(([kind, count]) => [kind, String(count)]));
  }
  function showNode(index) {
    const node = graph.nodes[index];
    side.replaceChildren(make("h2", node.address), make("p", node.kind));
    side.append(make("span", node.lifecycle, `tag ${node.lifecycle}`));
    if (node.protect) side.append(make("span", "protected", "tag"));
    if (node.provider) side.append(make("p", `made by ${node.provider}`));
    values("Inputs", node.inputs);
    const out = [], into = [];
    graph.edges.forEach(([from, to, kind]) => {
      if (from === index) out.push({ index: to, note: kind });
      if (to === index) into.push({ index: from, note: kind });
    });
    list("Needs", out);
    list("Needed by", into);
  }
  function showFound(found) {
    side.replaceChildren(make("h2", found.length === 1 ? "1 resource" : `${found.length} resources`));
    if (found.length === 0) side.append(make("p", "Nothing has each of these words in its address, kind or inputs."));
    list("Found", found.slice(0, 200).map((index) => ({ index, note: graph.nodes[index].kind.split(".").pop() })));
    if (found.length > 200) side.append(make("p", `and ${found.length - 200} more`));
  }

  // ---------------------------------------------------------------- choosing and searching
  let chosen = -1;
  function choose(index, move) {
    chosen = index;
    picture.classList.toggle("choosing", index >= 0);
    for (const element of world.querySelectorAll(".near, .chosen")) element.classList.remove("near", "chosen");
    if (index < 0) {
      if (search.value) find(); else showWhole();
      history.replaceState(null, "", location.pathname + location.search);
      return;
    }
    nodeOf[index].classList.add("chosen", "near");
    graph.edges.forEach(([from, to], i) => {
      if (from !== index && to !== index) return;
      edgeOf[i].classList.add("near");
      nodeOf[from].classList.add("near");
      nodeOf[to].classList.add("near");
    });
    showNode(index);
    history.replaceState(null, "", "#at=" + encodeURIComponent(graph.nodes[index].address));
    if (move) bring(index);
  }
  const texts = graph.nodes.map((node) =>
    [node.address, node.kind, node.lifecycle, node.provider, ...node.inputs.flat()].join("\n").toLowerCase());
  function find() {
    const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
    picture.classList.toggle("searching", words.length > 0);
    const found = [];
    texts.forEach((text, i) => {
      const is = words.length > 0 && words.every((word) => text.includes(word));
      nodeOf[i].classList.toggle("found", is);
      if (is) found.push(i);
    });
    if (words.length > 0) showFound(found); else showWhole();
    return found;
  }
  search.addEventListener("input", () => {
    if (chosen >= 0) choose(-1, false);
    find();
  });
  search.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    // Again and again: one after the other, and round.
    const found = find();
    if (found.length > 0) choose(found[(found.indexOf(chosen) + 1) % found.length], true);
  });

  // ---------------------------------------------------------------- leaving out lifecycles and kinds of edges
  function filter() {
    const off = new Set([...document.querySelectorAll(".legend input:not(:checked)")].map((box) => box.value));
    graph.nodes.forEach((node, i) => nodeOf[i].classList.toggle("hidden", off.has(node.lifecycle)));
    graph.edges.forEach(([from, to, kind], i) => edgeOf[i].classList.toggle("hidden",
      off.has(kind) || off.has(graph.nodes[from].lifecycle) || off.has(graph.nodes[to].lifecycle)));
  }
  for (const box of document.querySelectorAll(".legend input")) box.addEventListener("change", filter);

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      search.value = "";
      picture.classList.remove("searching");
      choose(-1, false);
      search.blur();
    } else if (event.target === search || event.ctrlKey || event.metaKey || event.altKey) {
      return;
    } else if (event.key === "/") {
      event.preventDefault();
      search.focus();
    } else if (event.key === "f" || event.key === "0") {
      fit();
    } else if (event.key === "+" || event.key === "=") {
      zoom(1.3);
    } else if (event.key === "-") {
      zoom(1 / 1.3);
    } else if (event.key.startsWith("Arrow")) {
      view.x += event.key === "ArrowLeft" ? 60 : event.key === "ArrowRight" ? -60 : 0;
      view.y += event.key === "ArrowUp" ? 60 : event.key === "ArrowDown" ? -60 : 0;
      show();
    }
  });

  // `#at=ADDRESS` and `#q=WORDS`: a link to a resource, or to a search.
  function follow() {
    const asked = new URLSearchParams(location.hash.slice(1));
    if (asked.has("q")) {
      search.value = asked.get("q");
      find();
    }
    const index = byAddress.get(asked.get("at"));
    if (index !== undefined) choose(index, true);
  }
  window.addEventListener("hashchange", follow);
  fit();
  showWhole();
  follow();
})();
