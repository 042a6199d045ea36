import { NavLink } from 'react-router';
import { SyncIcon } from '../icons';
import { useSession } from '../session/session';
import classes from './navigation.module.css';

/** The console's pages, with the permission that each needs. */
const PAGES = [
  { path: '/provisioning', label: 'Provisioning', icon: <SyncIcon />, permission: 'provisioning:read' },
] as const;

export function Navigation() {
  const { may } = useSession();
  return (
    <nav aria-label="Pages" className={classes.navigation}>
      {PAGES.filter(({ permission }) => may(permission)).map(({ path, label, icon }) => (
        <NavLink key={path} to={path} className={classes.link}>
          {icon}
          {label}
        </NavLink>
      ))}
    </nav>
  );
}
