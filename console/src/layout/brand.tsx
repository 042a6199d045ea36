import mark from '../mark.svg';
import classes from './brand.module.css';

export function Brand() {
  return (
    <span className={classes.brand}>
      <img src={mark} alt="" width="28" height="28" />
      Rollcall
    </span>
  );
}
