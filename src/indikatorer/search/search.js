// The search of the site: a field in the header, and what it finds under it. Pages that no web server gives cannot read
// the index, and get no field.
(() => {
  const here = new URL(".", document.currentScript.src);
  const header = document.querySelector("header.site, #quarto-header");
  if (!here.protocol.startsWith("http") || !header) return;

  const RESULTS = 8;
  const SECTIONS = 3;
  let index;

  const element = (name, properties = {}, ...children) => {
    const made = Object.assign(document.createElement(name), properties);
    made.append(...children);
    return made;
  };

  const field = element("input", { type: "search", id: "site-search", autocomplete: "off", spellcheck: false });
  const status = element("p", { className: "search-status", role: "status" });
  const list = element("ol", { className: "search-results" });
  const form = element("form", {}, element("label", { htmlFor: field.id, textContent: "Sök" }), field);
  form.setAttribute("role", "search");
  header.append(form, element("div", { className: "search-found" }, status, list));

  const opened = async () => {
    if (!index) {
      index = await import(new URL("pagefind.js", here));
      await index.options({ baseUrl: new URL("..", here).pathname, excerptLength: 22 });
      await index.init();
    }
    return index;
  };

  const link = (url, title) => element("a", { href: url, textContent: title });

  // the words around a hit come from Pagefind as escaped text with <mark>
  const excerpt = (html) => element("p", { innerHTML: html });

  const item = ({ url, meta, excerpt: words, sub_results: sections }) => {
    const [year] = url.match(/(?<=\/)\d{4}(?=\/)/) ?? [""];
    const title = meta.title.includes(year) ? meta.title : `${meta.title} (${year})`;
    const inside = sections.filter((section) => section.anchor).slice(0, SECTIONS);
    const made = element("li", {}, link(url, title));
    if (inside.length === 0) made.append(excerpt(words));
    for (const section of inside) {
      made.append(element("div", {}, link(section.url, section.title), excerpt(section.excerpt)));
    }
    return made;
  };

  const counted = (number) => (number === 0 ? "Inga träffar." : number === 1 ? "En sida." : `${number} sidor.`);

  const search = async () => {
    const words = field.value.trim();
    if (!words) {
      status.textContent = "";
      list.replaceChildren();
      return;
    }
    const found = await (await opened()).debouncedSearch(words, {}, 150);
    if (!found) return; // more has been written since
    const results = await Promise.all(found.results.slice(0, RESULTS).map((result) => result.data()));
    if (words !== field.value.trim()) return;
    status.textContent = counted(found.results.length);
    list.replaceChildren(...results.map(item));
  };

  field.addEventListener("focus", opened, { once: true });
  field.addEventListener("input", search);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    search();
  });
})();
