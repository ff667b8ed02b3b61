import { Settings } from '../pages/settings.tsx'
import { Frame, type Mockup } from './mockup.tsx'

export const settings: Mockup = {
  name: '12-settings',
  title: 'Settings with something unsaved',
  Page: () => (
    <Frame current="Settings">
      <Settings shown={4} unsaved={1} />
    </Frame>
  ),
}
