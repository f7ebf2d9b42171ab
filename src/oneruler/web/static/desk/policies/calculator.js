// 试算: printing, where the eye goes after a part was drawn anew, and what is said when the server does not answer.
// The page works without all this.
"use strict";

(() => {
  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-print]")) window.print();
  });

  // Whether a field is at fault is said to those who cannot see its colour.
  const mark = () => {
    for (const field of document.querySelectorAll(".field")) {
      const wrong = field.querySelector(".field-error")?.textContent !== "";
      field.querySelector("[id^='f-']")?.setAttribute("aria-invalid", String(wrong));
    }
  };

  // A link to a field that is folded away opens its card, and puts the cursor there.
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href^='#f-']");
    const field = link && document.getElementById(link.hash.slice(1));
    if (!field) return;
    event.preventDefault();
    field.closest("details")?.setAttribute("open", "");
    (field.querySelector("input") ?? field).focus({ preventScroll: true });
    field.scrollIntoView({ block: "center" });
  });

  // After an object was added, the cursor stands in its first field; cards stay as open as they were.
  let added = "";
  let open = new Set();
  document.addEventListener("htmx:beforeRequest", (event) => {
    const [action, kind] = (event.target.value ?? "").split(":");
    added = action === "add" ? kind : "";
    open = new Set([...document.querySelectorAll(".card-row[open] > summary > span")].map((one) => one.textContent));
  });
  document.addEventListener("htmx:afterSettle", (event) => {
    mark();
    if (event.target.id !== "calculator") return;
    for (const name of document.querySelectorAll(".card-row > summary > span")) {
      if (open.has(name.textContent)) name.closest("details").open = true;
    }
    if (!added) return;
    const button = document.querySelector(`button[value="${CSS.escape(`add:${added}`)}"]`);
    const card = button?.closest(".kind").querySelector(".card-row:last-of-type");
    card?.querySelector("input:not([type=hidden]), select")?.focus({ preventScroll: true });
    card?.scrollIntoView({ block: "center" });
  });

  const say = (words) => {
    const place = document.getElementById("errors");
    const line = document.createElement("p");
    line.className = "refusal";
    line.setAttribute("role", "alert");
    line.textContent = words;
    place?.replaceChildren(line);
  };
  document.addEventListener("htmx:sendError", () => say("没有连上服务器，右边的计算单没有更新。填的内容还在，请检查网络后再改一处试试。"));
  document.addEventListener("htmx:responseError", (event) => {
    const expired = event.detail.xhr.status === 403;
    say(expired ? "页面开得太久，已过期，计算单没有更新。请把要紧的内容记下来，再刷新页面。" : "服务器出错，计算单没有更新。填的内容还在，请稍后再试。");
  });

  mark();
  document.querySelector(".error-summary")?.focus();
})();
