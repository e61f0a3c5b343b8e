import { VisuallyHidden } from '@backstage/ui';

/** Tells a screen reader what just happened, without moving the focus. */
export function LiveAnnouncer(props: { message: string }) {
  return (
    <VisuallyHidden>
      <span role="status" aria-live="polite">
        {props.message}
      </span>
    </VisuallyHidden>
  );
}
