import '@mantine/notifications/styles.layer.css'
import { Notifications } from '@mantine/notifications'
import classes from '#web/NoticeList.module.css'

/** Where notices come up; fetched once the first page stands. */
export function NoticeList() {
  return <Notifications className={classes.notices ?? ''} position="bottom-right" limit={4} />
}
