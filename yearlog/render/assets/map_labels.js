// Names beside the stops: none covers another, every one can be asked for by pointer, touch or key.
function tendLabels(map) {
  var stops = [], SIDES = ["right", "left", "top", "bottom"];
  map.eachLayer(function (layer) {
    if (layer instanceof L.CircleMarker && layer.getTooltip()) stops.push(layer);
  });
  stops.sort(function (a, b) { return L.stamp(a) - L.stamp(b); }); // added by importance

  function meet(a, b) {
    return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
  }

  function box(element) { return element.getBoundingClientRect(); }

  function declutter() {
    var frame = box(map.getContainer());
    var taken = [].map.call(map.getContainer().querySelectorAll(".leaflet-control"), box);
    var seen = stops.filter(function (stop) { return map.getBounds().contains(stop.getLatLng()); });
    var marks = seen.map(function (stop) { return box(stop.getElement()); });

    function fits(stop, side, own, sparingMarks) {
      var tooltip = stop.getTooltip();
      var reach = /stop-first/.test(stop.options.className) ? 10 : stop.getRadius();
      tooltip.options.direction = side;
      tooltip.options.offset = L.point({ right: [reach + 3, 0], left: [-reach - 3, 0],
        top: [0, -reach], bottom: [0, reach] }[side]);
      tooltip.update();
      var label = box(tooltip.getElement());
      if (label.left < frame.left || label.right > frame.right) return false;
      if (label.top < frame.top || label.bottom > frame.bottom) return false;
      if (taken.some(function (other) { return meet(label, other); })) return false;
      if (sparingMarks && marks.some(function (mark, k) { return k !== own && meet(label, mark); }))
        return false;
      taken.push(label);
      return true;
    }

    stops.forEach(function (stop) {
      stop.getTooltip().getElement().classList.add("crowded");
    });
    seen.forEach(function (stop, own) {
      var free = SIDES.some(function (side) { return fits(stop, side, own, true); });
      if (!free && /stop-(home|first)/.test(stop.options.className)) {
        free = SIDES.some(function (side) { return fits(stop, side, own, false); });
      }
      if (free) stop.getTooltip().getElement().classList.remove("crowded");
    });
  }

  stops.forEach(function (stop) {
    var mark = stop.getElement(), label = stop.getTooltip().getElement();
    function ask() { label.classList.add("asked"); stop.getTooltip().update(); }
    function leave() { label.classList.remove("asked"); stop.getTooltip().update(); }
    stop.on({ mouseover: ask, mouseout: leave, click: ask });
    if (stop.options.className.indexOf("here") < 0) return; // a copy to the left or right
    mark.setAttribute("tabindex", "0");
    mark.setAttribute("role", "img");
    mark.setAttribute("aria-label", label.textContent.replace(/\s+/g, " ").trim());
    mark.addEventListener("focus", function () {
      if (!map.getBounds().contains(stop.getLatLng())) map.panTo(stop.getLatLng());
      ask();
    });
    mark.addEventListener("blur", leave);
    mark.addEventListener("keydown", function (event) { if (event.key === "Escape") leave(); });
  });
  map.on("zoomend moveend resize", declutter);
  declutter();
}
