import { Flex, Skeleton } from '@backstage/ui';

/** Stands in for rows that are on their way. */
export function RowsSkeleton(props: { label: string; rows?: number }) {
  const { label, rows = 5 } = props;
  return (
    <Flex role="status" aria-label={label} direction="column" gap="3" py="4">
      {Array.from({ length: rows }, (_, index) => (
        <Skeleton
          key={index}
          height={20}
          width={`${95 - ((index * 17) % 40)}%`}
        />
      ))}
    </Flex>
  );
}
