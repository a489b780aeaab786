import {
  Badge,
  Button,
  Checkbox,
  createTheme,
  Input,
  InputWrapper,
  SegmentedControl,
  type CSSVariablesResolver,
  type MantineColorsTuple,
} from '@mantine/core'

/** The accent: a deep pine green. */
const pine: MantineColorsTuple = [
  '#eef6f1',
  '#dcebe3',
  '#b8d8c7',
  '#8fc2a8',
  '#66ab89',
  '#459271',
  '#2f7a5a',
  '#22674a',
  '#1a543c',
  '#113b2a',
]
/** For what needs a person; dark enough to be read as text on its own tint. */
const amber: MantineColorsTuple = [
  '#fdf5e4',
  '#faeacb',
  '#f3d499',
  '#ecbd64',
  '#e0a234',
  '#c4861b',
  '#a06a0f',
  '#7d520a',
  '#613f08',
  '#432b05',
]
/** For what fails and what cannot be undone; white on it, and it on white, can be read. */
const red: MantineColorsTuple = [
  '#fdf0f0',
  '#fbe0e0',
  '#f3c2c2',
  '#e89a9a',
  '#dd7070',
  '#d24d4d',
  '#c43030',
  '#b92525',
  '#9f1f1f',
  '#7a1818',
]
const gray: MantineColorsTuple = [
  '#f7f9f8',
  '#f0f3f1',
  '#e5eae7',
  '#d8dfdb',
  '#c3ccc7',
  '#a1ada6',
  '#65736b',
  '#4c5852',
  '#333d38',
  '#1c2420',
]
const dark: MantineColorsTuple = [
  '#dde4e0',
  '#b9c3bd',
  '#96a29b',
  '#66726c',
  '#3a4540',
  '#2f3834',
  '#262e2a',
  '#1a201d',
  '#141917',
  '#0f1311',
]

/** For what is watched: quiet beside the accent. */
const blue: MantineColorsTuple = [
  '#eef3f8',
  '#dde7f0',
  '#bccfe0',
  '#97b4cd',
  '#7499b9',
  '#567fa3',
  '#3f678b',
  '#2f5172',
  '#233e58',
  '#172a3d',
]
/** For what is done by hand. */
const grape: MantineColorsTuple = [
  '#f4f0f6',
  '#e8dfed',
  '#d1bfdb',
  '#b89cc7',
  '#9f7ab2',
  '#865d9b',
  '#6d4781',
  '#563767',
  '#41294f',
  '#2c1b36',
]

const compactHeight = '32px'

/** Looks of the app: compact, 14 px, one accent, greys with a trace of it. */
export const theme = createTheme({
  black: '#1c2420',
  colors: { pine, amber, red, blue, grape, gray, dark },
  primaryColor: 'pine',
  primaryShade: { light: 7, dark: 6 },
  autoContrast: false,
  fontFamily: 'var(--app-sans)',
  fontFamilyMonospace: 'ui-monospace, SFMono-Regular, Menlo, Consolas, monospace',
  fontSizes: { xs: '12px', sm: '13px', md: '14px', lg: '16px', xl: '20px' },
  lineHeights: { xs: '1.4', sm: '1.45', md: '1.5', lg: '1.5', xl: '1.4' },
  spacing: { xs: '8px', sm: '12px', md: '16px', lg: '24px', xl: '32px' },
  defaultRadius: 'sm',
  radius: { xs: '3px', sm: '6px', md: '8px', lg: '12px', xl: '24px' },
  headings: {
    fontFamily: 'var(--app-sans)',
    fontWeight: '600',
    sizes: {
      h1: { fontSize: '22px', lineHeight: '1.35' },
      h2: { fontSize: '17px', lineHeight: '1.4' },
      h3: { fontSize: '15px', lineHeight: '1.45' },
    },
  },
  respectReducedMotion: true,
  cursorType: 'pointer',
  components: {
    Button: Button.extend({
      styles: { label: { fontWeight: 500 } },
      vars: (_theme, props) => ({
        root:
          props.size === undefined || props.size === 'sm'
            ? { '--button-height': compactHeight }
            : {},
      }),
    }),
    Input: Input.extend({
      vars: () => ({ wrapper: { '--input-height': compactHeight } }),
    }),
    Badge: Badge.extend({
      defaultProps: { radius: 'sm', variant: 'light' },
      styles: { label: { textTransform: 'none', fontWeight: 500 } },
    }),
    // The size of a box for one row is small: rounder corners would make it a radio button.
    Checkbox: Checkbox.extend({ defaultProps: { radius: 'xs' } }),
    InputWrapper: InputWrapper.extend({ styles: { label: { fontWeight: 500 } } }),
    SegmentedControl: SegmentedControl.extend({ styles: { label: { fontWeight: 500 } } }),
    Paper: { defaultProps: { radius: 'md' } },
    Modal: {
      defaultProps: {
        radius: 'md',
        transitionProps: { duration: 120 },
        // The title row of a dialog is no landmark of the page.
        attributes: { header: { role: 'presentation' } },
      },
    },
    Popover: { defaultProps: { transitionProps: { duration: 100 }, shadow: 'md' } },
    Menu: { defaultProps: { transitionProps: { duration: 100 }, shadow: 'md' } },
    Tooltip: { defaultProps: { openDelay: 300, transitionProps: { duration: 100 } } },
    Text: { defaultProps: { size: 'md' } },
  },
})

/** Tints for dark screens, where the kit's own are nearly black; text stays at 4.5:1 or better. */
const darkTints: Readonly<Record<string, readonly [tint: string, text: string]>> = {
  pine: ['#1e3a2d', '#a9d5be'],
  amber: ['#3d2c0b', '#f3d499'],
  red: ['#47201f', '#ffb9b3'],
  blue: ['#1f3347', '#b5cee6'],
  grape: ['#37264a', '#d6c0e4'],
  gray: ['#2b332f', '#c3ccc7'],
}

/** Surfaces, lines and quiet text by colour scheme. */
export const cssVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    '--mantine-color-body': 'var(--app-surface)',
    '--mantine-color-default': '#ffffff',
    '--mantine-color-default-border': '#ccd5d0',
    '--mantine-color-dimmed': '#5b6962',
    '--mantine-color-placeholder': '#6b7972',
  },
  dark: {
    '--mantine-color-body': 'var(--app-surface)',
    '--mantine-color-default': '#202724',
    '--mantine-color-default-border': '#3a4540',
    '--mantine-color-dimmed': '#a3afa8',
    '--mantine-color-placeholder': '#8f9b94',
    '--mantine-color-error': '#ff9d96',
    ...Object.fromEntries(
      Object.entries(darkTints).flatMap(([name, [tint, text]]) => [
        [`--mantine-color-${name}-light`, tint],
        [`--mantine-color-${name}-light-color`, text],
      ]),
    ),
  },
})
