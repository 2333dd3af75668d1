/** What a page keeps, it keeps for its address: the same port each time. RIDG on a telephone. */
export const USUAL_PORT = 7434;

export const USUAL_ADDRESS = `http://127.0.0.1:${USUAL_PORT}/`;
