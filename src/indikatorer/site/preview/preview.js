// In every previewed page: loads it anew when there is a new one, and shows what is wrong over the last good one.
const loaded = Number(document.currentScript.dataset.version);
const notice = document.createElement("pre");
notice.id = "preview-notice";
notice.setAttribute("role", "status");
notice.style.cssText =
  "position: fixed; inset: auto 0 0 0; z-index: 9; margin: 0; padding: 1rem 1.5rem; max-height: 40vh; overflow: auto;" +
  "white-space: pre-wrap; font-size: 0.9rem; color: #fff; background: #7a1f1f; border-radius: 0;";
document.body.append(notice);

new EventSource("/preview/events").onmessage = (event) => {
  const { version, message } = JSON.parse(event.data);
  if (version !== loaded) location.reload();
  notice.textContent = message;
  notice.hidden = message === "";
};
