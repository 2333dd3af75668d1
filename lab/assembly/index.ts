// The kernels of the lab, on 32-bit addresses of a memory that is given. All of them work on a part, [from, to), so that threads share
// the work; where they add up over rows, a part is of columns.
export { gelu, geluLearning } from './activation';
export { attention, attentionBackward, attentionScratch } from './attention';
export { crossEntropy } from './loss';
export { matmul, matmulScratch } from './matmul';
export { norm, normBackward, normWeights } from './norm';
export { adamw, add, bias, biasBackward, clear, copy, dropout, embed, embedBackward, multiply, scale, sumSquares } from './rows';
export { attendOne, matrixVector, vectorMatrix } from './token';
