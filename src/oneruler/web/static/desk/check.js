// 核查台: drop a file, go from a finding to its words and back, show one severity. The page works without all this.
"use strict";

(() => {
  const say = (words) => {
    const trouble = document.getElementById("trouble");
    if (trouble) {
      trouble.textContent = words;
      trouble.hidden = false;
    }
  };

  // A file dropped or chosen is examined at once.
  const submit = (form) => {
    const limit = Number(form.dataset.limit);
    const file = form.elements.paper.files[0];
    if (!file) return;
    if (file.size > limit * 1024 * 1024) {
      say(`“${file.name}”超过 ${limit} MB 的上限。请去掉其中的图片，或拆成几份再上传。`);
      form.reset();
      return;
    }
    form.requestSubmit();
  };
  document.addEventListener("change", (event) => {
    if (event.target.id === "paper") submit(event.target.form);
  });
  const hasFile = (event) => event.dataTransfer && [...event.dataTransfer.types].includes("Files");
  for (const name of ["dragover", "dragleave", "drop"]) {
    document.addEventListener(name, (event) => {
      const form = document.querySelector(".drop");
      if (!form || !hasFile(event)) return;
      event.preventDefault(); // else the browser would leave the page for the file
      form.classList.toggle("over", name === "dragover");
      if (name === "drop") {
        form.elements.paper.files = event.dataTransfer.files;
        submit(form);
      }
    });
  }

  // A finding (f-N) and its words (m-N) point at each other by links; clicking anywhere on either follows them.
  const numberOf = (element) =>
    element.matches(".or-finding") ? element.id.slice(2) : element.querySelector("a")?.hash.slice(3);
  const choose = (number) => {
    for (const chosen of document.querySelectorAll(".or-chosen")) chosen.classList.remove("or-chosen");
    const finding = document.getElementById(`f-${number}`);
    const mark = document.getElementById(`m-${number}`)?.closest(".or-mark");
    finding?.classList.add("or-chosen");
    mark?.classList.add("or-chosen");
    for (const link of document.querySelectorAll(`.or-mark a[href="#f-${number}"]`)) {
      link.parentElement.classList.add("or-chosen"); // a finding's words may stand in several cells
    }
    return { finding, mark };
  };
  document.addEventListener("click", (event) => {
    const from = event.target.closest(".or-finding, .or-mark");
    if (!from || String(getSelection())) return; // whoever is marking words to copy them stays where they are
    const { finding, mark } = choose(numberOf(from));
    const to = from === finding ? mark : finding;
    if (!to) return;
    event.preventDefault();
    to.querySelector("a")?.focus({ preventScroll: true });
    to.scrollIntoView({ block: "center" });
  });

  // One severity at a time.
  const filter = (severity) => {
    const result = document.querySelector(".result");
    if (!result) return;
    result.dataset.severity = severity;
    for (const link of result.querySelectorAll("[data-filter]")) {
      if (link.dataset.filter === severity) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    }
  };
  document.addEventListener("click", (event) => {
    const link = event.target.closest("[data-filter]");
    if (!link) return;
    event.preventDefault();
    filter(link.dataset.filter);
  });

  // What has just been drawn: the filter in its state, the heading in focus.
  const prepare = () => filter(document.querySelector(".result")?.dataset.severity ?? "");
  document.addEventListener("htmx:afterSettle", () => {
    prepare();
    document.querySelector("#desk h1")?.focus();
  });
  prepare();

  document.addEventListener("htmx:sendError", () => say("没有连上服务器，文件没有核查。请检查网络后再试一次。"));
  document.addEventListener("htmx:responseError", (event) => {
    const expired = event.detail.xhr.status === 403;
    say(expired ? "页面开得太久，已过期，文件没有核查。请刷新页面后再试。" : "服务器出错，文件没有核查。请稍后再试。");
  });
})();
