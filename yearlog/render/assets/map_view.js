// Shows all of the travel, and again when the frame changes its size, until the reader has moved the map.
function keepInView(map, corners, options) {
  var container = map.getContainer(), moved = false;
  ["pointerdown", "wheel", "keydown"].forEach(function (name) {
    container.addEventListener(name, function () { moved = true; }, { capture: true, passive: true });
  });
  map.fitBounds(corners, options);
  new ResizeObserver(function () {
    map.invalidateSize({ animate: false });
    if (!moved && container.clientWidth && container.clientHeight) map.fitBounds(corners, options);
  }).observe(container);
}
