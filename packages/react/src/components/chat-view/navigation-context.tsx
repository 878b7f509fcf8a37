import {
  createContext,
  useContext,
  useEffect,
  useLayoutEffect,
  useRef,
  useState,
  type ReactNode,
} from 'react';
import {
  createNavigationDesk,
  nowhere,
  type MessageNavigation,
  type MessageStage,
  type NavigationDesk,
} from '../../hooks/message-navigation';

const NavigationContext = createContext<NavigationDesk | null>(null);

/** Lets everything in a view go to its messages. */
export function NavigationProvider({ children }: { readonly children?: ReactNode }) {
  const [desk] = useState(createNavigationDesk);
  useEffect(() => desk.leave, [desk]);
  return <NavigationContext.Provider value={desk}>{children}</NavigationContext.Provider>;
}

/** Going to messages, from anywhere inside a `ChatView`. Outside of one nothing can be gone to. */
export function useMessageNavigation(): MessageNavigation {
  return useContext(NavigationContext) ?? nowhere;
}

/** Offers a list of messages to the view around it, if there is one. */
export function useMessageStage(stage: MessageStage): void {
  const desk = useContext(NavigationContext);
  const current = useRef(stage);
  useLayoutEffect(() => {
    current.current = stage;
  });
  useLayoutEffect(() => desk?.register(current), [desk]);
}
