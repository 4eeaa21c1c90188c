// The parts of D3 that the chord diagram is laid out with.
import { chordDirected, ribbon } from "d3-chord";
import { arc } from "d3-shape";
window.d3Chords = { chordDirected, ribbon, arc };
