import '@mantine/notifications/styles.layer.css'
import { Notifications } from '@mantine/notifications'

/** Where notices come up; fetched once the first page stands. */
export function NoticeList() {
  return <Notifications position="bottom-right" limit={4} />
}
