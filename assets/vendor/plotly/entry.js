// The parts of plotly.js that the first view draws with: scatter is in the core.
const Plotly = require("plotly.js/lib/core");
Plotly.register([require("plotly.js/lib/choropleth"), require("plotly.js/lib/scattergeo")]);
window.Plotly = Plotly;
