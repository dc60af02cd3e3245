for (const box of document.querySelectorAll("details[data-map]")) {
  box.addEventListener("toggle", () => {
    if (!box.open || box.querySelector("iframe")) return;
    const frame = document.createElement("iframe");
    frame.title = box.dataset.title;
    frame.src = box.dataset.map;
    box.append(frame);
  });
}
