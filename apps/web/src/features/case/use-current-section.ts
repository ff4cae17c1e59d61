import { useEffect, useState } from 'react';

/** The section that is being read: the topmost one in sight of the pane. */
export function useCurrentSection(ids: readonly string[]): string | null {
  const [current, setCurrent] = useState<string | null>(ids[0] ?? null);
  const joined = ids.join(' ');
  useEffect(() => {
    const inSight = new Set<string>();
    const observer = new IntersectionObserver((entries) => {
      for (const { target, isIntersecting } of entries) {
        if (isIntersecting) inSight.add(target.id);
        else inSight.delete(target.id);
      }
      setCurrent(joined.split(' ').find((id) => inSight.has(id)) ?? null);
    });
    for (const id of joined.split(' ')) {
      const section = document.getElementById(id);
      if (section) observer.observe(section);
    }
    return () => {
      observer.disconnect();
    };
  }, [joined]);
  return current;
}
