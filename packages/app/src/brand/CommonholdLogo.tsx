import { CSSProperties } from 'react';

/**
 * Four units around a part that they share. The units take the colour of the
 * text, the shared part has its own.
 */
const UNIT =
  'M5 2h7.5a2 2 0 0 1 2 2v4.14A8 8 0 0 0 8.14 14.5H4a2 2 0 0 1-2-2V5a3 3 0 0 1 3-3z';

function Mark(props: { commonColor: string }) {
  return (
    <>
      {[0, 90, 180, 270].map(turn => (
        <path
          key={turn}
          d={UNIT}
          fill="currentColor"
          transform={`rotate(${turn} 16 16)`}
        />
      ))}
      <circle cx="16" cy="16" r="4.6" fill={props.commonColor} />
    </>
  );
}

/** The word "commonhold", every letter made of circles and straight strokes. */
const LETTERS = [
  'M13.66 12.34a8 8 0 1 0 0 11.32', // c
  'M34.5 18a8 8 0 1 1-16 0a8 8 0 0 1 16 0', // o
  'M40 26V10M40 16.25a6.25 6.25 0 0 1 12.5 0V26M52.5 16.25a6.25 6.25 0 0 1 12.5 0V26', // m
  'M71 26V10M71 16.25a6.25 6.25 0 0 1 12.5 0V26M83.5 16.25a6.25 6.25 0 0 1 12.5 0V26', // m
  'M117 18a8 8 0 1 1-16 0a8 8 0 0 1 16 0', // o
  'M122.5 26V10M122.5 16.25a6.25 6.25 0 0 1 12.5 0V26', // n
  'M141 26V2M141 16.25a6.25 6.25 0 0 1 12.5 0V26', // h
  'M174.5 18a8 8 0 1 1-16 0a8 8 0 0 1 16 0', // o
  'M180 26V2', // l
  'M201.5 18a8 8 0 1 1-16 0a8 8 0 0 1 16 0M201.5 26V2', // d
];

type LogoProps = {
  /** In pixels. */
  height: number;
  /** Colour of the shared part. */
  commonColor: string;
  style?: CSSProperties;
};

/** The mark alone. */
export function CommonholdIcon({ height, commonColor, style }: LogoProps) {
  return (
    <svg
      viewBox="0 0 32 32"
      height={height}
      width={height}
      style={style}
      aria-hidden
    >
      <Mark commonColor={commonColor} />
    </svg>
  );
}

/** The mark and the name. */
export function CommonholdLogo({ height, commonColor, style }: LogoProps) {
  return (
    <svg
      viewBox="0 0 250 32"
      height={height}
      width={(height * 250) / 32}
      style={style}
      role="img"
      aria-label="Commonhold"
    >
      <Mark commonColor={commonColor} />
      <g
        transform="translate(44 2)"
        fill="none"
        stroke="currentColor"
        strokeWidth="3"
        strokeLinecap="round"
      >
        {LETTERS.map((letter, index) => (
          <path key={index} d={letter} />
        ))}
      </g>
    </svg>
  );
}
