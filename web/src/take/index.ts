/**
 * take - what a reader takes along: a picture as PNG or SVG, its rows or an answer as CSV, XLSX or JSON.
 * In: a ChartSpec with its SVG as it stands on the page, or the tables of an answer; sources, warnings and the link of the question.
 * Out: files that open alone. Fetched when the first one is wanted; texts are disarmed as in the terminal's CSV.
 */
export { saveAnswer } from './answer.ts';
export { type PictureKind, savePicture } from './picture.ts';
export { saveReport } from './report.ts';
export { sourcesOf } from './sources.ts';
