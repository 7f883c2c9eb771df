// The way from a page to the same page of other years, and a note on all but the latest. YEARS is made with the site: the
// pages of each year.
(() => {
  const path = location.pathname.split("/");
  const [year, page] = [path.at(-2), path.at(-1) || "arsrapport.html"];
  const others = Object.keys(YEARS).filter((other) => other !== year && YEARS[other].length > 0);
  const title = document.querySelector("header.title-block, #title-block-header, main header");
  if (!(year in YEARS) || others.length === 0 || !title) return;

  const link = (other) => {
    const name = YEARS[other].includes(page) ? page : "arsrapport.html";
    return Object.assign(document.createElement("a"), { href: `../${other}/${name}`, textContent: other });
  };
  const latest = Object.keys(YEARS).at(-1);
  if (year !== latest) {
    const note = Object.assign(document.createElement("p"), { className: "newer" });
    note.append("Det finns en nyare utgåva: ", link(latest), ".");
    title.prepend(note);
  }
  const nav = Object.assign(document.createElement("nav"), { className: "years" });
  nav.setAttribute("aria-label", "Andra år");
  nav.append("Andra år: ", ...others.reverse().flatMap((other, number) => (number ? [", ", link(other)] : [link(other)])));
  title.append(nav);
})();
