(function () {
  'use strict';
  // The slider of a picture: one layer at a time. No less-than or ampersand here: the page is XML as well as HTML.
  document.querySelectorAll('figure.picture').forEach(function (figure) {
    var stepper = figure.querySelector('.stepper');
    if (!stepper) { return; }
    var picture = figure.querySelector('svg');
    var range = stepper.querySelector('input');
    var shown = stepper.querySelector('output');
    var all = stepper.querySelector('button');
    var groups = Array.from(picture.querySelectorAll('[data-layer]'));
    var layers = Array.from(picture.querySelectorAll('.layers [data-layer]'), layerOf);
    var leaders = Array.from(picture.querySelectorAll('[data-since]'));

    function layerOf(group) { return Number(group.getAttribute('data-layer')); }

    function show(layer) {
      var isAll = layer === null;
      picture.classList.toggle('stepping', !isAll);
      groups.forEach(function (group) { group.classList.toggle('now', layerOf(group) === layer); });
      leaders.forEach(function (star) {
        var waits = Math.max(Number(star.getAttribute('data-since')), isAll ? Infinity : layer) !== (isAll ? Infinity : layer);
        star.classList.toggle('later', waits);
      });
      shown.textContent = isAll ? 'all' : String(layer);
      range.setAttribute('aria-valuetext', isAll ? 'all layers' : 'layer ' + layer);
      all.disabled = isAll;
    }

    range.addEventListener('input', function () { show(layers[Number(range.value)]); });
    all.addEventListener('click', function () { show(null); range.focus(); });
    stepper.hidden = false;
    show(null);
  });
}());
