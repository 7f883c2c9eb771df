// The search of the site: a field in the header, and what it finds under it. Pages that no web server gives cannot read
// the index, and get no field. SYNONYMS is made with the site: a word that people use, and that of the reports.
(() => {
  const here = new URL(".", document.currentScript.src);
  const header = document.querySelector("header.site, #quarto-header");
  if (!here.protocol.startsWith("http") || !header) return;

  const RESULTS = 8;
  const SECTIONS = 3;
  const READ = 40;
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

  const plain = (word) => word.normalize("NFD").replace(/[^\p{L}\p{N}]/gu, "").toLowerCase();

  // The index also gives pages for the beginning of a word, as those with "av" for "avhopp": they are noise.
  const alike = (word, found) => {
    let same = 0;
    while (same < found.length && found[same] === word[same]) same += 1;
    return same >= Math.max(2, 0.6 * word.length);
  };
  const isMeant = (words) => ({ excerpt: text, sub_results: sections }) => {
    const marked = [text, ...sections.map((section) => section.excerpt)].join(" ").matchAll(/<mark>(.*?)<\/mark>/g);
    const found = [...marked].map(([, word]) => plain(word));
    return words.split(/\s+/).map(plain).some((word) => found.some((one) => alike(word, one)));
  };

  const replaced = (words) =>
    words.split(/\s+/).map((word) => SYNONYMS[word.toLowerCase()] ?? word).join(" ");

  const ofYear = (title, url) => {
    const [year] = url.match(/(?<=\/)\d{4}(?=\/)/) ?? [""];
    return title.includes(year) ? title : `${title} (${year})`;
  };

  const float = ({ url, meta }) =>
    element("li", {}, link(url, meta.title), element("p", { textContent: ofYear(meta.report, url) }));

  const item = ({ url, meta, excerpt: words, sub_results: sections }) => {
    const title = ofYear(meta.title, url);
    const inside = sections.filter((section) => section.anchor).slice(0, SECTIONS);
    const made = element("li", {}, link(url, title));
    if (inside.length === 0) made.append(excerpt(words));
    for (const section of inside) {
      made.append(element("div", {}, link(section.url, section.title), excerpt(section.excerpt)));
    }
    return made;
  };

  const counted = (number, one, many) => (number === 1 ? `En ${one}` : `${number} ${many}`);
  const told = (pages, floats, words, asked) => {
    const both = [counted(pages, "sida", "sidor"), counted(floats, "tabell eller figur", "tabeller och figurer")];
    const found = pages + floats ? `${both.join(", ")}.` : "Inga träffar.";
    return words === asked ? found : `${found} Sökningen gällde ${words}.`;
  };

  const search = async () => {
    const asked = field.value.trim();
    const words = replaced(asked);
    if (!asked) {
      status.textContent = "";
      list.replaceChildren();
      return;
    }
    const found = await (await opened()).debouncedSearch(words, {}, 150);
    if (!found) return; // more has been written since
    const read = await Promise.all(found.results.slice(0, READ).map((result) => result.data()));
    if (asked !== field.value.trim()) return;
    const meant = read.filter(isMeant(words));
    const [floats, pages] = [true, false].map((one) => meant.filter((result) => "slag" in result.filters === one));
    status.textContent = told(pages.length, floats.length, words, asked);
    list.replaceChildren(...floats.slice(0, RESULTS).map(float), ...pages.slice(0, RESULTS).map(item));
  };

  field.addEventListener("focus", opened, { once: true });
  field.addEventListener("input", search);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    search();
  });
})();
