/* The map: Plotly draws the areas; names, values and leader lines lie over them. */
(() => {
  "use strict";
  const PS = (window.PanoramaSur = window.PanoramaSur || {});
  const SMALLEST = 12; // px: a smaller country gets a marker

  const areaOf = (shape) => shape.__data__ && shape.__data__.loc;

  const canvas = document.createElement("canvas").getContext("2d");
  let family = ""; // of letters: asked for once, since asking makes the browser lay the page out
  /** How wide a text is, in pixels. */
  const widthOf = (text, size, weight) => {
    family = family || getComputedStyle(document.body).fontFamily;
    canvas.font = `${weight} ${size}px ${family}`;
    return canvas.measureText(text).width;
  };

  PS.widthOf = widthOf;

  /** Tell whether a box lies wholly inside a shape: its corners and the middles of its sides. */
  const boxInside = (shape, x, y, wide, tall) => {
    const svg = shape.ownerSVGElement;
    const steps = [-0.5, -0.25, 0, 0.25, 0.5];
    return steps.every((across) =>
      [-0.5, 0, 0.5].every((down) => {
        const point = svg.createSVGPoint();
        point.x = x + across * wide;
        point.y = y + down * tall;
        return shape.isPointInFill(point);
      }),
    );
  };

  PS.boxInside = boxInside;

  /** End the line just inside the country at the label's own height, where it reaches so far. */
  const aim = (label, side) => {
    if (!label.shape) return;
    const point = label.shape.ownerSVGElement.createSVGPoint();
    const step = side === "west" ? 1 : -1;
    point.y = label.row;
    for (let far = label.wide / 2; far < 160; far += 1) {
      point.x = label.column + step * (far + 4);
      if (label.shape.isPointInFill(point)) {
        point.x -= step * 4;
        if (!label.shape.isPointInFill(point)) point.x += step * 4;
        label.x = point.x + step * 2;
        point.x += step * 8;
        if (label.shape.isPointInFill(point)) label.x = point.x - step * 2;
        label.y = label.row;
        return;
      }
    }
  };

  const spread = (labels, least, height) => {
    labels.forEach((label, place) => {
      label.row = Math.max(label.row, least / 2, place ? labels[place - 1].row + least : 0);
    });
    for (let place = labels.length - 1; place >= 0; place -= 1) {
      const below = place === labels.length - 1 ? height - least / 2 : labels[place + 1].row - least;
      labels[place].row = Math.min(labels[place].row, below);
    }
  };

  /** Find the outermost land of the continent between two rows of pixels. */
  const coast = (side, top, bottom, project) => {
    const columns = PS.ground.coast
      .map(([lat, west, east]) => project([side === "west" ? west : east, lat]))
      .filter(([, y]) => y >= top - 4 && y <= bottom + 4)
      .map(([x]) => x);
    if (!columns.length) return project([-62, -20])[0];
    return side === "west" ? Math.min(...columns) : Math.max(...columns);
  };

  const leader = (label) => {
    const side = label.spot.side === "west" ? 1 : -1;
    return PS.svg("line", {
      x1: label.column + side * (label.wide / 2 + 3),
      y1: label.row,
      x2: label.x,
      y2: label.y,
      class: "leader",
      stroke: "#49616B",
      "stroke-width": 1,
      "data-area": label.area,
    });
  };

  /** A dot where the line ends; a country too small to see gets a disc in its class's colour. */
  const marker = (label) => {
    const box = label.shape ? label.shape.getBBox() : { width: 0, height: 0 };
    const small = Math.min(box.width, box.height) < SMALLEST;
    const nil = label.cell.nil ? PS.cutFill(PS.NIL, true) : "#49616B";
    const fill = small && label.cell.klass >= 0 ? PS.cutFill(label.colours, label.cell.cut) : small ? nil : "#49616B";
    return PS.svg("circle", {
      cx: label.x,
      cy: label.y,
      r: small ? SMALLEST / 2 : 2,
      fill,
      stroke: "#FFFFFF",
      "stroke-width": small ? 1.5 : 0.8,
      "data-area": label.area,
    });
  };

  /** What stands around letters so that borders and hatching do not cross them. */
  const haloOf = (label) => {
    if (isDark(label)) return label.colours.fill;
    if (!label.fits) return "#EEF3F5";
    if (label.cell.cut) return label.colours.fill;
    return label.cell.state === "missing" || label.cell.nil ? "#FFFFFF" : "none";
  };

  const isDark = (label) =>
    label.fits && label.cell.klass >= 0 && label.colours.text === "#FFFFFF";

  const write = (label, size) => {
    const dark = isDark(label);
    const x = label.fits ? label.x : label.column;
    const y = label.fits ? label.y : label.row;
    return PS.svg(
      "g",
      {
        class: "label",
        "data-area": label.area,
        "text-anchor": "middle",
        "font-size": size,
        fill: dark ? "#FFFFFF" : "#12303D",
        stroke: haloOf(label),
        "stroke-width": dark ? 2 : 3,
        "paint-order": "stroke",
        "stroke-linejoin": "round",
      },
      PS.svg("text", { x, y: y - size * 0.2, "font-weight": 600 }, label.short),
      PS.svg("text", { x, y: y + size * 0.95, "font-weight": 400 }, label.cell.text),
    );
  };

  const quiet = (text, x, y, size) =>
    PS.svg("text", { x, y, "text-anchor": "middle", "font-size": size, fill: "#49616B" }, text);

  /** The islands' name stands east of them, in as many lines as it has, with the note's sign. */
  const islands = (text, x, y, size) => {
    const lines = text.replace(" (", "\n(").split("\n");
    const own = PS.svg("g", { class: "islands" });
    lines.forEach((line, place) => {
      const last = place === lines.length - 1 ? `${line}\u2020` : line;
      const row = y + size * (0.35 + (place - (lines.length - 1) / 2) * 1.15);
      own.append(PS.svg("text", { x: x + size, y: row, "font-size": size, fill: "#49616B" }, last));
    });
    return own;
  };

  PS.islands = islands;

  const hatch = () => {
    const pattern = PS.svg("pattern", { id: "hatch", width: 7, height: 7, patternUnits: "userSpaceOnUse", patternTransform: "rotate(45)" });
    pattern.append(
      PS.svg("rect", { width: 7, height: 7, fill: "#FFFFFF" }),
      PS.svg("rect", { width: 1.6, height: 7, fill: "#7C8F97" }),
    );
    return pattern;
  };

  /**
   * A map in an element: as many as a page needs, each of its own view.
   * home: id of the element that holds a graph and a layer of labels.
   * view: cube(), the answer that it shows; ids() of the areas and cell(area), what is drawn now.
   */
  const mapIn = (home, view) => {
    const namesOf = (area) => view.cube().areas.find((each) => each.id === area);
    const graph = () => PS.el(home).querySelector(".graph .js-plotly-plot");
    const shapes = () => PS.el(home).querySelectorAll(".graph .choroplethlayer path");
    const layer = () => PS.el(home).querySelector(".labels");
    const shapeOf = (area) => [...shapes()].find((shape) => areaOf(shape) === area);

    /** Resolve once Plotly has drawn the boundaries. */
    const drawn = () =>
      new Promise((resolve) => {
        const look = () => {
          const gd = graph();
          if (gd && gd._fullLayout && gd._fullLayout.geo && shapes().length) resolve(listened(gd));
          else setTimeout(look, 15);
        };
        look();
      });

    /** Whenever Plotly has drawn anew (a step, another size), dress the map and place its names. */
    const listened = (gd) => {
      if (!gd.panoramaListens) {
        gd.panoramaListens = true;
        gd.on("plotly_afterplot", () => {
          if (PS.cube && view.cube() && shapes().length) {
            dress();
            placeLabels();
          }
        });
      }
      return gd;
    };

    /** Give the areas in each state at the year on screen, as Plotly's traces want them. */
    const traces = () => {
      const own = view.ids().filter((area) => PS.ground.areas.includes(area));
      const lists = PS.STATES.map((state) => own.filter((area) => view.cell(area).state === state));
      const context = PS.ground.areas.filter((area) => !own.includes(area));
      const locations = [context, ...lists];
      const z = locations.map((areas, trace) => areas.map((area) => (trace === 1 ? view.cell(area).klass : 0)));
      return { locations, z };
    };

    /** The scale of the classes, where an answer has other colours than the one before. */
    const rescale = async (gd) => {
      const fills = view.cube().palette.map(([fill]) => fill);
      if (gd.panoramaFills === String(fills)) return;
      gd.panoramaFills = String(fills);
      const steps = fills.flatMap((fill, place) => [[place / fills.length, fill], [(place + 1) / fills.length, fill]]);
      await window.Plotly.restyle(gd, { colorscale: [steps] }, [1]);
    };

    /** Colour the map for the year on screen. */
    const paint = async () => {
      const gd = await drawn();
      await rescale(gd);
      await window.Plotly.restyle(gd, traces());
    };

    /** What Plotly has no word for: hatching, keyboard, names for those who hear the page. */
    const dress = () => {
      const chosen = new Set(view.ids());
      for (const shape of shapes()) {
        const area = areaOf(shape);
        const own = chosen.has(area);
        shape.dataset.area = area;
        if (!own) {
          for (const name of ["role", "tabindex", "aria-label", "aria-pressed"]) shape.removeAttribute(name);
          shape.setAttribute("aria-hidden", "true");
          shape.classList.remove("is-own");
          continue;
        }
        const cell = view.cell(area);
        const { name } = namesOf(area);
        shape.removeAttribute("aria-hidden");
        shape.classList.add("is-own");
        shape.setAttribute("role", "button");
        shape.setAttribute("tabindex", "0");
        shape.setAttribute("aria-label", [`${name}: ${cell.full}`, cell.marked && cell.note].filter(Boolean).join(". "));
        shape.setAttribute("aria-pressed", String(PS.pin === area));
        if (cell.state === "missing") shape.style.fill = "url(#hatch)";
        if (cell.nil) shape.style.fill = PS.cutFill(PS.NIL, true);
        if (cell.cut) shape.style.fill = PS.cutFill(PS.palette(cell.klass, view.cube()), true);
        const pale = cell.klass >= 0 ? PS.palette(cell.klass, view.cube()).pale : cell.state !== "missing";
        if (pale) shape.style.stroke = "#7C8F97"; // a white border would be lost beside the sea
      }
    };

    const projection = () => graph()._fullLayout.geo._subplot.projection;

    /** Lay names and values over the map: inside where they fit, else beside it with a line. */
    const placeLabels = () => {
      const gd = graph();
      if (!gd || !gd._fullLayout || !gd._fullLayout.geo || !shapes().length) return;
      const { width, height } = gd._fullLayout;
      const svg = PS.svg("svg", { viewBox: `0 0 ${width} ${height}`, width, height, "aria-hidden": "true" });
      svg.append(PS.svg("defs", {}, hatch(), ...PS.cutPatterns(view.cube())));
      const size = labelSize();
      const project = projection();
      const inside = [];
      const outside = [];
      for (const area of view.ids().filter((each) => PS.ground.labels[each])) {
        const label = measure(area, size, project);
        (label.fits ? inside : outside).push(label);
      }
      placeOutside(outside, size, project, width, height);
      for (const label of context(size, project)) svg.append(label);
      for (const label of outside) svg.append(leader(label), marker(label));
      for (const label of [...inside, ...outside]) svg.append(write(label, size));
      layer().replaceChildren(svg);
      light();
    };

    const labelSize = () => parseFloat(getComputedStyle(layer()).fontSize);

    const measure = (area, size, project) => {
      const spot = PS.ground.labels[area];
      const [x, y] = project(spot.anchor);
      const cell = view.cell(area);
      const { short } = namesOf(area);
      const colours = cell.klass >= 0 ? PS.palette(cell.klass, view.cube()) : null;
      const wide = Math.max(widthOf(short, size, 600), widthOf(cell.text, size, 400));
      const tall = 2.3 * size;
      const shape = shapeOf(area);
      const fits = shape !== undefined && !spot.beside && boxInside(shape, x, y, wide + 4, tall);
      return { area, x, y, wide, tall, short, cell, colours, fits, shape, spot };
    };

    /** Where the name of the islands begins, which stands where it must: other names end above. */
    const islandsTop = (size, project) => {
      const spot = PS.ground.labels.FLK;
      return spot && !view.ids().includes("FLK") ? project(spot.anchor)[1] - size * 1.3 : Infinity;
    };

    /** Put labels in the sea beside the coast, in columns that do not overlap. */
    const placeOutside = (labels, size, project, width, height) => {
      for (const side of ["west", "east"]) {
        const own = labels.filter((label) => (label.spot.side || "east") === side);
        for (const label of own) label.row = project([label.spot.anchor[0], label.spot.row ?? label.spot.anchor[1]])[1];
        own.sort((a, b) => a.row - b.row);
        spread(own, size * 2.8, side === "east" ? Math.min(height, islandsTop(size, project)) : height);
        for (const label of own) {
          const edge = coast(side, label.row - label.tall / 2, label.row + label.tall / 2, project);
          const gap = size * 0.9 + label.wide / 2;
          const wanted = side === "west" ? edge - gap : edge + gap;
          const room = label.wide / 2 + 4;
          label.column = Math.max(room, Math.min(width - room, wanted));
          aim(label, side);
        }
      }
    };

    /** Names of neighbours, quiet, where they fit; the islands of the sovereignty note always. */
    const context = (size, project) => {
      const names = [];
      const chosen = new Set(view.ids());
      for (const [area, spot] of Object.entries(PS.ground.labels)) {
        if (chosen.has(area)) continue;
        const small = PS.mode === "present" ? size : size * 0.88;
        const text = PS.ground.names[area];
        const [x, y] = project(spot.anchor);
        const shape = shapeOf(area);
        const fits = shape && boxInside(shape, x, y, widthOf(text, small, 400), small);
        if (area === "FLK") names.push(islands(text, x, y, small));
        else if (fits) names.push(quiet(text, x, y + small * 0.35, small));
      }
      return names;
    };

    /** Mark the lit and the pinned area on map and labels. */
    const light = () => {
      const focus = PS.lit || PS.pin;
      for (const shape of shapes()) {
        shape.classList.toggle("is-lit", areaOf(shape) === focus);
        if (areaOf(shape) === focus && shape.parentNode.lastChild !== shape && !shape.matches(":focus")) {
          shape.parentNode.append(shape); // drawn last, its outline is whole
        }
      }
      for (const node of layer().querySelectorAll("[data-area]")) {
        node.classList.toggle("is-lit", node.dataset.area === focus);
      }
    };
    return { drawn, paint, dress, placeLabels, light };
  };
  PS.mapIn = mapIn;
})();
