import { createTheme, Modal } from '@mantine/core';

/** What Mantine's components are told in JavaScript; what it knows of colors and sizes is in theme.css. */
export const theme = createTheme({
  primaryColor: 'indigo',
  cursorType: 'pointer',
  components: {
    // Scrolling behind a dialog is stopped by theme.css: Mantine does it with a style element.
    Modal: Modal.extend({
      defaultProps: {
        lockScroll: false,
        centered: true,
        radius: 'lg',
        padding: 'lg',
        closeButtonProps: { 'aria-label': 'Close' },
      },
    }),
  },
});
