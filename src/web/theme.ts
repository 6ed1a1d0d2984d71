import { createTheme, type MantineColorsTuple } from '@mantine/core'

const pine: MantineColorsTuple = [
  '#eaf6f3',
  '#d5ebe6',
  '#a9d8ce',
  '#79c3b5',
  '#4dac9c',
  '#2b9484',
  '#1a7d6f',
  '#14655c',
  '#104f48',
  '#0b3a35',
]

const scrolling = { maxHeight: 240, overflowY: 'auto' } as const

/** One accent, small radii, 13–14 px text: calm and dense. */
export const theme = createTheme({
  primaryColor: 'pine',
  primaryShade: { light: 7, dark: 6 },
  colors: { pine },
  defaultRadius: 'sm',
  fontFamily: 'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Open Sans", sans-serif',
  fontFamilyMonospace: 'ui-monospace, "SF Mono", Menlo, Consolas, monospace',
  fontSizes: { xs: '12px', sm: '13px', md: '14px', lg: '16px', xl: '18px' },
  radius: { xs: '3px', sm: '5px', md: '7px', lg: '10px', xl: '16px' },
  headings: {
    fontWeight: '600',
    sizes: { h1: { fontSize: '18px' }, h2: { fontSize: '15px' }, h3: { fontSize: '14px' } },
  },
  cursorType: 'pointer',
  respectReducedMotion: true,
  focusRing: 'auto',
  components: {
    Button: { defaultProps: { size: 'xs' } },
    ActionIcon: { defaultProps: { variant: 'subtle', color: 'gray', size: 30 } },
    TextInput: { defaultProps: { size: 'sm' } },
    // The options scroll by themselves: a box around them that does could not be reached by keyboard (axe).
    Select: { defaultProps: { size: 'sm', withScrollArea: false }, styles: { options: scrolling } },
    MultiSelect: { defaultProps: { withScrollArea: false }, styles: { options: scrolling } },
    Autocomplete: { defaultProps: { withScrollArea: false }, styles: { options: scrolling } },
    // A header of its own is a banner only at the top of the page.
    ModalHeader: { defaultProps: { role: 'presentation' } },
    DrawerHeader: { defaultProps: { role: 'presentation' } },
    Tooltip: { defaultProps: { openDelay: 350, withArrow: true, fz: 'xs' } },
    Notification: { styles: { description: { color: 'var(--ink-2)' } } },
    Modal: {
      styles: { title: { fontWeight: 600, fontSize: 15 } },
      defaultProps: { centered: true, overlayProps: { backgroundOpacity: 0.35 }, transitionProps: { duration: 90 } },
    },
    // The placeholder that takes the first focus is no child a menu may have (axe: aria-required-children).
    Menu: {
      defaultProps: {
        shadow: 'md',
        transitionProps: { duration: 60 },
        withinPortal: true,
        withInitialFocusPlaceholder: false,
      },
    },
    Popover: { defaultProps: { shadow: 'md', transitionProps: { duration: 60 } } },
  },
})
