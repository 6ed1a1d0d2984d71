import '@mantine/notifications/styles.layer.css'
import { Notifications } from '@mantine/notifications'
import classes from '#web/NoticeList.module.css'

/** Where notices come up; fetched once the first page stands. */
export function NoticeList() {
  return (
    <Notifications
      className={classes.notices ?? ''}
      position="bottom-right"
      limit={4}
      notificationMaxHeight="var(--notice)"
      // A dialog keeps what lies around it from scrolling.
      onWheel={(event) => event.stopPropagation()}
      onTouchMove={(event) => event.stopPropagation()}
    />
  )
}
