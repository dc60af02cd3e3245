// Draws the land three times, side by side, from differences in hundredths of a degree.
function drawLand(map, data) {
  [-360, 0, 360].forEach(function (shift) {
    var polygons = data.polygons.map(function (polygon) {
      return polygon.map(function (flat) {
        var ring = [], x = 0, y = 0;
        for (var i = 0; i < flat.length; i += 2) {
          x += flat[i];
          y += flat[i + 1];
          ring.push([y / data.scale, x / data.scale + shift]);
        }
        return ring;
      });
    });
    L.polygon(polygons, { className: "land", interactive: false, smoothFactor: 0.5 }).addTo(map);
  });
}
