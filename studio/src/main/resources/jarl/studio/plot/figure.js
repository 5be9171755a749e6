// Draws the figures that wait in window.jarlFigures in the place of their still pictures. A figure waits until both
// this script and its own place in the page are there, in whichever order they come. Without this script, or in a
// browser that cannot unpack gzip, the still pictures stay.
(function () {
  'use strict';
  if (window.jarlDraw) return; // another cell brought it already

  var waiting = window.jarlFigures = window.jarlFigures || [];
  var plotly = null;
  var drawn = [];

  window.jarlDraw = function () {
    drawn = drawn.filter(function (item) {
      var there = document.contains(item.place);
      if (!there) plotly.purge(item.plot); // its output was replaced
      return there;
    });
    look(100);
  };

  // A front end may run the script of an output before the output is in the page.
  function look(tries) {
    if (!plotly) return;
    waiting.splice(0).forEach(function (figure) {
      var places = document.querySelectorAll('[data-jarl-figure="' + figure.id + '"]');
      if (!places.length) waiting.push(figure);
      places.forEach(function (place) {
        if (!place.hasAttribute('data-jarl-drawn')) draw(place, figure);
      });
    });
    if (waiting.length && tries > 0) setTimeout(look, 100, tries - 1);
  }

  function draw(place, figure) {
    var still = place.firstElementChild;
    var plot = document.createElement('div');
    place.setAttribute('data-jarl-drawn', '');
    place.appendChild(plot);
    plot.setAttribute('role', 'img');
    plot.setAttribute('aria-label', still.alt || still.textContent);
    still.style.display = 'none';
    var item = { place: place, plot: plot, dark: isDark(place) };
    plotly.newPlot(plot, figure.data, dressed(figure.layout, item.dark), { responsive: true, displaylogo: false })
      .then(function () {
        drawn.push(item);
        if (window.ResizeObserver) new ResizeObserver(function () {
          if (plot.offsetWidth) plotly.Plots.resize(plot);
        }).observe(place);
      })
      .catch(function (problem) {
        console.error(problem);
        plot.remove();
        still.style.display = '';
      });
  }

  // Front ends say in many ways whether they are dark; the colour behind the figure says it in one.
  function isDark(element) {
    for (; element; element = element.parentElement) {
      var rgb = (getComputedStyle(element).backgroundColor.match(/[\d.]+/g) || []).map(Number);
      if (rgb.length === 3 || rgb[3] > 0.5) return 0.2126 * rgb[0] + 0.7152 * rgb[1] + 0.0722 * rgb[2] < 128;
    }
    return false;
  }

  function dressed(layout, dark) {
    var axis = dark
      ? { gridcolor: '#3a3a3a', zerolinecolor: '#555', linecolor: '#888', tickcolor: '#888' }
      : { gridcolor: '#e6e6e6', zerolinecolor: '#ccc', linecolor: '#666', tickcolor: '#666' };
    var template = {
      layout: {
        paper_bgcolor: 'rgba(0,0,0,0)', plot_bgcolor: 'rgba(0,0,0,0)', xaxis: axis, yaxis: axis,
        font: { color: dark ? '#ddd' : '#222' }, modebar: { bgcolor: 'rgba(0,0,0,0)' },
      },
    };
    return Object.assign({ template: template }, layout);
  }

  // The reader changed the theme of the page.
  new MutationObserver(function () {
    drawn.forEach(function (item) {
      var dark = isDark(item.place);
      if (dark === item.dark) return;
      item.dark = dark;
      plotly.relayout(item.plot, { template: dressed({}, dark).template });
    });
  }).observe(document.documentElement, {
    attributes: true, subtree: true, attributeFilter: ['data-jp-theme-light', 'data-theme', 'data-vscode-theme-kind'],
  });

  // plotly.js 2.35.3, (c) Plotly, Inc., MIT licence. As a module of its own, so that neither requirejs nor a page's
  // other plotly.js sees it.
  var packed = '@PLOTLY@';
  var bytes = Uint8Array.from(atob(packed), function (c) { return c.charCodeAt(0); });
  new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'))).text()
    .then(function (source) {
      var module = { exports: {} };
      new Function('module', 'exports', 'define', source)(module, module.exports, undefined);
      plotly = module.exports;
      window.jarlDraw();
    })
    .catch(console.error);
})();
