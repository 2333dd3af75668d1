// Rooflines want parts of what plans a run. Asked for beside all of it they come in its files, which are here already: taken apart, those
// files pack worse, and the first answer waits for each of them.

export { chipsRoofline } from '@ridgepoint/engine/operations/chips/roofline';
export { planTrain } from '@ridgepoint/engine/operations/plan-train';
