import type { Page } from 'playwright-core';

/** What a browser makes of a file that it opens as a picture. */
export interface SeenPicture {
  readonly width: number;
  readonly height: number;
  /** Different colours of its pixels; 0 where any is see-through. */
  readonly colours: number;
}

/** Decodes a PNG as any viewer would. */
export const pngSeen = (page: Page, base64: string): Promise<SeenPicture> =>
  page.evaluate(`(async () => {
    const image = new Image();
    image.src = 'data:image/png;base64,${base64}';
    await image.decode();
    const { width, height } = image;
    const brush = Object.assign(document.createElement('canvas'), { width, height }).getContext('2d');
    brush.drawImage(image, 0, 0);
    const { data } = brush.getImageData(0, 0, width, height);
    const seen = new Set();
    let opaque = true;
    for (let i = 0; i < data.length; i += 4) {
      seen.add(data[i] * 65536 + data[i + 1] * 256 + data[i + 2]);
      opaque &&= data[i + 3] === 255;
    }
    return { width, height, colours: opaque ? seen.size : 0 };
  })()`);

export interface SeenDrawing {
  readonly root: string;
  readonly width: number;
  readonly height: number;
  readonly text: string;
  /** Different colours of lines and of areas. */
  readonly colours: readonly string[];
}

/** What stands in an SVG that was opened on its own. */
export const drawingSeen = (page: Page): Promise<SeenDrawing> =>
  page.evaluate(`(() => {
    const { documentElement: root } = document;
    const all = [...document.querySelectorAll('path, rect, line, circle, text')].map((of) => getComputedStyle(of));
    return {
      root: root.nodeName,
      width: Number(root.getAttribute('width')),
      height: Number(root.getAttribute('height')),
      text: root.textContent,
      colours: [...new Set(all.flatMap(({ fill, stroke }) => [fill, stroke]))],
    };
  })()`);
