import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;

public class Crash_4b927e996a93e021d78353ac845b168a4bc992c7 {
    static final String base64Bytes = String.join("", "NDptZW1vcnk6L2t1YmVwb2RzL2J1cnN0YWJsZS9wb2QwYjJmMmMzYy05ZDJjLTRiNTctOGEwYS03YzBmM2IxZjVlMTEvODIwOWIxZmNmOTUyNGE1M2NkNjAwYzZmZDQ2M2ZmMWM1MGYwNzhlY2Q0MjZiYzdkYTQ6bWVtb3J5Oi9rdWJlcG9kcy9idXJzdGFibGUvcG9kMGIyZjJjM2MtOWQyYy00YjU3LThhMGEtN2MwZjNiMWY1ZTExLzgyMDliMWZjZjk1MjY4ZGU4ZmRhMmQ2ZWFiOCAoZGVsZXRlZCkKMDo6Ly4uLy4uCgAxIDEgMDoxIC8gL3N5cy9mcy9jZ3JvdXAgNGE1M2NkNnJ3IHNoYXJlZDo5IC0gMDBjZ3JvdXAyIGM=");

    public static void main(String[] args) throws Throwable {
        Crash_4b927e996a93e021d78353ac845b168a4bc992c7.class.getClassLoader().setDefaultAssertionStatus(true);
        try {
            Method fuzzerInitialize = io.github.oomwitness.witness.RecordFuzz.class.getMethod("fuzzerInitialize");
            fuzzerInitialize.invoke(null);
        } catch (NoSuchMethodException ignored) {
            try {
                Method fuzzerInitialize = io.github.oomwitness.witness.RecordFuzz.class.getMethod("fuzzerInitialize", String[].class);
                fuzzerInitialize.invoke(null, (Object) args);
            } catch (NoSuchMethodException ignored1) {
            } catch (IllegalAccessException | InvocationTargetException e) {
                e.printStackTrace();
                System.exit(1);
            }
        } catch (IllegalAccessException | InvocationTargetException e) {
            e.printStackTrace();
            System.exit(1);
        }
        byte[] input = java.util.Base64.getDecoder().decode(base64Bytes);
        io.github.oomwitness.witness.RecordFuzz.fuzzerTestOneInput(input);
    }
}