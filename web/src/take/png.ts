import { svgText } from './still.ts';

/** Pixels a pixel: sharp on a page and on a slide. */
const SCALE = 2;

/** A picture that stands alone, drawn on its paper. */
export async function pngOf(svg: SVGSVGElement): Promise<Blob> {
  const [width, height] = [svg, svg].map((of, i) => Number(of.getAttribute(i === 0 ? 'width' : 'height')));
  const canvas = document.createElement('canvas');
  canvas.width = width! * SCALE;
  canvas.height = height! * SCALE;
  const address = URL.createObjectURL(new Blob([svgText(svg)], { type: 'image/svg+xml' }));
  try {
    const image = new Image(canvas.width, canvas.height);
    image.src = address;
    await image.decode();
    canvas.getContext('2d')!.drawImage(image, 0, 0, canvas.width, canvas.height);
  } finally {
    URL.revokeObjectURL(address);
  }
  return new Promise((done, failed) =>
    canvas.toBlob((blob) => (blob ? done(blob) : failed(new Error('no PNG came of the canvas'))), 'image/png'),
  );
}
