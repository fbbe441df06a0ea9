// Added to pages by `portolan serve`; no published page holds it.
(() => {
  "use strict";
  const version = document.currentScript.dataset.version;
  let source = null;
  let overlay = null;

  // Text from the site is only ever set as text.
  const add = (parent, name, style, text) => {
    const element = document.createElement(name);
    element.style.cssText = "all: initial; " + style;
    element.textContent = text;
    parent.append(element);
    return element;
  };

  const show = (problems) => {
    if (overlay) overlay.remove();
    overlay = null;
    if (!problems) return;
    overlay = add(document.body, "div", "position: fixed; inset: auto 0 0 0; z-index: 2147483647; " +
      "box-sizing: border-box; max-height: 70vh; overflow: auto; padding: 12px 16px; color: #f4f4f5; " +
      "background: #1c1917; border-top: 4px solid #ef4444; display: block; color-scheme: dark;", "");
    overlay.id = "portolan-problems";
    overlay.lang = problems.lang;
    overlay.setAttribute("role", "alert");
    const close = add(overlay, "button", "float: right; padding: 2px 10px; cursor: pointer; color: inherit; " +
      "border: 1px solid #a8a29e; border-radius: 4px; font: 14px/1.5 system-ui, sans-serif;", problems.close);
    close.type = "button";
    close.addEventListener("click", () => show(null));
    add(overlay, "strong", "display: block; color: inherit; font: 700 15px/1.6 system-ui, sans-serif;",
      problems.title);
    add(overlay, "pre", "display: block; margin: 8px 0 0; overflow: auto; white-space: pre; color: inherit; " +
      "font: 13px/1.45 ui-monospace, Consolas, monospace;", problems.text);
  };

  const listen = () => {
    if (source || document.hidden) return;
    source = new EventSource("/.portolan/events");
    source.addEventListener("message", (message) => {
      const state = JSON.parse(message.data);
      if (state.version === version) show(state.problems);
      else location.reload();
    });
  };

  // A browser opens six connections to a server at most, so a page that nobody sees gives its own back.
  // It hears what it missed as soon as it is looked at again.
  const leave = () => {
    if (source) source.close();
    source = null;
  };

  document.addEventListener("visibilitychange", () => (document.hidden ? leave() : listen()));
  addEventListener("pagehide", leave);
  addEventListener("pageshow", listen);
  listen();
})();
