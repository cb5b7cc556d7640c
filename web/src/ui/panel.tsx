import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';

/** A part of a page with a heading of its own. */
export function Panel({
  title,
  about,
  wide = false,
  children,
}: {
  readonly title: string;
  readonly about?: string;
  readonly wide?: boolean;
  readonly children: ComponentChildren;
}) {
  const id = useId();
  return (
    <section class={wide ? 'panel wide' : 'panel'} aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      {about !== undefined && <p class="about">{about}</p>}
      {children}
    </section>
  );
}
