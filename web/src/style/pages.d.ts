/** Styles that come with a page of their own. */
declare module '*.css';
