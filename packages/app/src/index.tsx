import '@backstage/cli/asset-types';
import ReactDOM from 'react-dom/client';
import { createPortal } from './App';
import '@backstage/ui/css/styles.css';
import './theme/bui.css';

const root = document.getElementById('root');
if (!root) {
  throw new Error('index.html has no element with the id "root"');
}
ReactDOM.createRoot(root).render(createPortal().createRoot());
