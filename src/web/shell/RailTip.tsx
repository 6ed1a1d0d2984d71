import { Tooltip } from '@mantine/core'
import type { ReactElement } from 'react'

/** What a picture of the folded rail means. */
export function RailTip({ label, children }: { label: string; children: ReactElement<object> }) {
  return (
    <Tooltip label={label} position="right">
      {children}
    </Tooltip>
  )
}
